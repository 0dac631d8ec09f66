package dev.drydock.core.device;

import dev.drydock.core.observe.KernelLog;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Nanos;
import java.util.ArrayList;
import java.util.List;

/// What the neighbour tables of all namespaces of a machine share, for one IP version: how many
/// entries there may be (Linux `struct neigh_table`, `neigh_alloc`, `neigh_forced_gc`,
/// `neigh_periodic_work`). Permanent entries do not count.
public final class NeighbourBudget {
  /// How long after a collection the next one waits, unless the table is full.
  private static final long PAUSE_NANOS = 5 * Nanos.SECOND;

  /// Half of base_reachable_time.
  private static final long INTERVAL_NANOS = 15 * Nanos.SECOND;

  /// gc_thresh1: with fewer entries nothing is collected.
  public int threshold1 = 128;

  /// gc_thresh2: with more entries old ones go when a new one comes.
  public int threshold2 = 512;

  /// gc_thresh3: the most entries there may be.
  public int threshold3 = 1024;

  private final String name;
  private final EventLoop loop;
  private final KernelLog log;
  private final List<Table> tables = new ArrayList<>();
  private final Periodic periodic = new Periodic();
  private int entries;
  private int changes;
  private long flushedNanos = -PAUSE_NANOS - 1;

  /// An empty budget.
  ///
  /// @param name of the table in the kernel's log: `arp_cache`, `ndisc_cache`
  NeighbourBudget(String name, EventLoop loop, KernelLog log) {
    this.name = name;
    this.loop = loop;
    this.log = log;
  }

  /// The neighbours of one namespace.
  public interface Table {
    /// Throws out entries that are of no use now.
    ///
    /// @param most how many
    /// @return how many went
    int collect(int most);

    /// Throws out entries that were not used for long.
    void collectUnused();
  }

  /// Whether one more entry may be made; room is made where that is needed.
  public boolean admitsOneMore() {
    long now = loop.nowNanos();
    boolean full = entries >= threshold3;
    if (full || (entries >= threshold2 && now > flushedNanos + PAUSE_NANOS)) {
      boolean madeRoom = collect(Math.max(1, entries - threshold2));
      flushedNanos = now;
      if (full && !madeRoom) {
        log.addLimited(now, "neighbour: " + name + ": neighbor table overflow!");
        return false;
      }
    }
    return true;
  }

  private boolean collect(int most) {
    int gone = 0;
    for (Table table : List.copyOf(tables)) {
      gone += table.collect(most - gone);
      if (gone >= most) {
        break;
      }
    }
    return gone > 0;
  }

  /// A table that has entries takes part.
  public void join(Table table) {
    tables.add(table);
  }

  /// A table that has none does not.
  public void leave(Table table) {
    tables.remove(table);
  }

  /// There are more entries that count, or less.
  public void count(int more) {
    entries += more;
    collectLater();
  }

  /// An entry changed, came or went.
  public void changed() {
    changes++;
  }

  /// Counts what [#changed] told.
  public int changes() {
    return changes;
  }

  private void collectLater() {
    if (entries >= threshold1 && !periodic.isPending()) {
      loop.scheduleAfter(periodic, INTERVAL_NANOS);
    }
  }

  /// Collects while there are many.
  private final class Periodic extends Event {
    @Override
    protected void fire() {
      if (entries >= threshold1) {
        List.copyOf(tables).forEach(Table::collectUnused); // may count, and be due again by that
        collectLater();
      }
    }
  }
}
