package dev.drydock.core.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.core.observe.KernelLog;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Nanos;
import org.junit.jupiter.api.Test;

/// The neighbours of all namespaces of a machine (Linux `neigh_periodic_work`).
class NeighbourBudgetTest {
  /// A table that loses one entry whenever it is collected.
  private static final class Shrinking implements NeighbourBudget.Table {
    private final NeighbourBudget budget;
    private int collected;

    Shrinking(NeighbourBudget budget) {
      this.budget = budget;
    }

    @Override
    public int collect(int most) {
      return 0;
    }

    @Override
    public void collectUnused() {
      collected++;
      budget.count(-1);
    }
  }

  @Test
  void many_entries_are_looked_through_every_fifteen_seconds_until_they_are_few() {
    EventLoop loop = new EventLoop();
    NeighbourBudget budget = new NeighbourBudget("arp_cache", loop, new KernelLog());
    Shrinking table = new Shrinking(budget);
    budget.join(table);

    budget.count(budget.threshold1 + 1);

    loop.runUntil(16 * Nanos.SECOND);
    assertEquals(1, table.collected);
    loop.runUntil(31 * Nanos.SECOND);
    assertEquals(2, table.collected, "still as many as the threshold");
    loop.runUntil(120 * Nanos.SECOND);
    assertEquals(2, table.collected, "fewer are left alone");
  }
}
