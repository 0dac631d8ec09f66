package dev.drydock.benchmarks;

import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The hold model of an event queue: take the earliest event, schedule it again, so that the number
/// of pending events stays the same. Nine in ten delays are those of links, exponential around 2
/// µs; one in ten is a timer of 200 ms.
///
/// `wheel` is the emulator's loop, `priorityQueue` the JDK's binary heap of the same events,
/// ordered by time and order of scheduling.
public class EventQueueBenchmark {
  private static final int DELAYS = 1 << 16;
  private static final long TIMER_NANOS = 200_000_000;

  /// The emulator's loop.
  @State(Scope.Thread)
  public static class Wheel {
    /// Pending events.
    @Param({"1000", "100000", "1000000"})
    public int pending;

    private final EventLoop loop = new EventLoop();
    private final Delays delays = new Delays();

    /// Fills the loop and lets it turn until the mix has settled.
    @Setup
    public void fill() {
      SplittableRandom random = new SplittableRandom(3);
      for (int i = 0; i < pending; i++) {
        loop.schedule(new Held(loop, delays), random.nextLong(TIMER_NANOS));
      }
      for (int i = 0; i < 3 * pending; i++) {
        loop.fireNext(Long.MAX_VALUE);
      }
    }
  }

  /// The JDK's heap.
  @State(Scope.Thread)
  public static class Heap {
    /// Pending events.
    @Param({"1000", "100000", "1000000"})
    public int pending;

    private final PriorityQueue<Entry> queue = new PriorityQueue<>();
    private final Delays delays = new Delays();
    private long scheduled;

    /// Fills the queue as the loop is filled.
    @Setup
    public void fill() {
      SplittableRandom random = new SplittableRandom(3);
      for (int i = 0; i < pending; i++) {
        queue.add(new Entry(random.nextLong(TIMER_NANOS), scheduled++));
      }
      for (int i = 0; i < 3 * pending; i++) {
        hold();
      }
    }

    long hold() {
      Entry entry = queue.remove();
      long now = entry.timeNanos;
      entry.timeNanos = now + delays.next();
      entry.number = scheduled++;
      queue.add(entry);
      return now;
    }
  }

  private static final class Held extends Event {
    private final EventLoop loop;
    private final Delays delays;

    Held(EventLoop loop, Delays delays) {
      this.loop = loop;
      this.delays = delays;
    }

    @Override
    protected void fire() {
      loop.scheduleAfter(this, delays.next());
    }
  }

  private static final class Entry implements Comparable<Entry> {
    private long timeNanos;
    private long number;

    Entry(long timeNanos, long number) {
      this.timeNanos = timeNanos;
      this.number = number;
    }

    @Override
    public int compareTo(Entry other) {
      return timeNanos == other.timeNanos
          ? Long.compare(number, other.number)
          : Long.compare(timeNanos, other.timeNanos);
    }
  }

  /// The delays of the mix, over and over.
  private static final class Delays {
    private final long[] nanos = new long[DELAYS];
    private int turn;

    Delays() {
      SplittableRandom random = new SplittableRandom(7);
      for (int i = 0; i < DELAYS; i++) {
        boolean timer = random.nextInt(10) == 0;
        nanos[i] = timer ? TIMER_NANOS : 1 + (long) (-Math.log(1 - random.nextDouble()) * 2000);
      }
    }

    long next() {
      return nanos[turn++ & (DELAYS - 1)];
    }
  }

  /// One event of the emulator's loop.
  @Benchmark
  public boolean wheel(Wheel state) {
    return state.loop.fireNext(Long.MAX_VALUE);
  }

  /// One event of the JDK's heap.
  @Benchmark
  public long priorityQueue(Heap state) {
    return state.hold();
  }
}
