package dev.drydock.core.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.testing.Cases;
import java.util.Comparator;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The loop against a sorted set of (time, number of scheduling), on random schedules.
class EventLoopOrderTest {
  private static final int EVENTS = 40;
  private static final int FIRINGS = 400;

  private record Entry(long timeNanos, long number, int index) {}

  /// The loop and the reference; everything is done to both.
  private static final class Pair {
    private final Cases cases;
    private final long delayNanosMax;
    private final EventLoop loop = new EventLoop();
    private final Probe[] probes = new Probe[EVENTS];
    private final Entry[] entries = new Entry[EVENTS];
    private final TreeSet<Entry> expected =
        new TreeSet<>(Comparator.comparingLong(Entry::timeNanos).thenComparingLong(Entry::number));
    private long number;
    private int fired;

    Pair(Cases cases) {
      this.cases = cases;
      this.delayNanosMax = cases.anyMagnitude(Long.MAX_VALUE);
      for (int i = 0; i < EVENTS; i++) {
        probes[i] = new Probe(this, i);
      }
    }

    void fired(int index) {
      Entry first = expected.pollFirst();
      assertEquals(first.index(), index, "after " + fired + " firings");
      assertEquals(first.timeNanos(), loop.nowNanos());
      fired++;
      while (!cases.oneIn(2)) {
        disturb();
      }
    }

    /// Arms, moves or cancels any one event.
    void disturb() {
      int index = cases.between(0, EVENTS - 1);
      Probe probe = probes[index];
      if (probe.isPending() && cases.oneIn(3)) {
        loop.cancel(probe);
        expected.remove(entries[index]);
        return;
      }
      if (probe.isPending()) {
        expected.remove(entries[index]);
      }
      long time = anyTime();
      loop.reschedule(probe, time);
      entries[index] = new Entry(time, number++, index);
      expected.add(entries[index]);
    }

    /// Now, the time of another event, or any later time.
    private long anyTime() {
      if (!expected.isEmpty() && cases.oneIn(3)) {
        return (cases.oneIn(2) ? expected.first() : expected.last()).timeNanos();
      }
      long left = Math.min(delayNanosMax, Long.MAX_VALUE - loop.nowNanos());
      return loop.nowNanos() + cases.anyMagnitude(left);
    }

    void runToAnyLimit() {
      long limit = anyTime();
      loop.runUntil(limit);
      assertEquals(limit, loop.nowNanos());
      assertTrue(expected.isEmpty() || expected.first().timeNanos() > limit, "left behind");
      assertEquals(expected.size(), loop.pending());
    }
  }

  private static final class Probe extends Event {
    private final Pair pair;
    private final int index;

    Probe(Pair pair, int index) {
      this.pair = pair;
      this.index = index;
    }

    @Override
    protected void fire() {
      pair.fired(index);
    }
  }

  @Test
  void any_schedule_fires_in_the_order_of_time_then_of_scheduling() {
    Cases.forEach(
        1000,
        cases -> {
          Pair pair = new Pair(cases);
          for (int i = 0; i < FIRINGS && pair.fired < FIRINGS; i++) {
            pair.disturb();
            if (cases.oneIn(5)) {
              pair.runToAnyLimit();
            }
          }
          assertTrue(pair.fired > 0, "nothing fired");
        });
  }
}
