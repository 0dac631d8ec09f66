package dev.drydock.core.sim;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The clock and the agenda of one partition of a run: events fire in the order (time, order of
/// scheduling), which is total, so the same run always does the same things in the same order.
///
/// The agenda is an exact hierarchical timing wheel: eleven levels of 64 buckets, one bitmap a
/// level, a FIFO list a bucket. An event sits at the level of the highest 6-bit digit in which its
/// time differs from the wheel's clock; when the clock enters a bucket of a higher level, the
/// bucket's events are dealt out again in list order, so equal times keep their order of scheduling
/// without a sequence number. An event alone in the earliest bucket fires from there.
///
/// ```
///   level 0   64 buckets of      1 ns    |.|.|x|.|...   lists of events, due in this bucket
///   level 1   64 buckets of     64 ns    |.|x|.|.|...
///   level 2   64 buckets of   4096 ns    |x|.|.|x|...
/// ```
///
/// Nothing is allocated. One loop is one thread. Time never goes back.
public final class EventLoop {
  private static final int LEVELS = 11;
  private static final int DIGIT_BITS = 6;
  private static final int BUCKETS = 1 << DIGIT_BITS;

  private final long[] occupied = new long[LEVELS];
  private final Bucket[] buckets = new Bucket[LEVELS * BUCKETS];

  /// The time from which buckets are counted; never later than [#nowNanos].
  private long wheelNanos;

  private long nowNanos;

  /// Up to where, and until what holds, the run that goes on fires events.
  private long runLimitNanos = Long.MIN_VALUE;

  private @Nullable BooleanSupplier runDone;

  private int pending;
  private long fired;

  /// A loop at time 0 with nothing to do.
  public EventLoop() {
    Arrays.setAll(buckets, i -> new Bucket());
  }

  /// The virtual time, in nanoseconds since the start of the run.
  public long nowNanos() {
    return nowNanos;
  }

  /// How many events wait.
  public int pending() {
    return pending;
  }

  /// How many events have fired since the start.
  public long fired() {
    return fired;
  }

  /// Arms an idle event for a time that is not in the past.
  public void schedule(Event event, long timeNanos) {
    assert event.bucket == Event.IDLE : "event is pending already";
    assert timeNanos >= nowNanos : "time goes back: " + timeNanos + " < " + nowNanos;
    event.timeNanos = timeNanos;
    link(event);
    pending++;
  }

  /// Arms an idle event for `delayNanos` from now.
  ///
  /// @throws ArithmeticException if that is beyond the end of time, 292 years after the start
  public void scheduleAfter(Event event, long delayNanos) {
    schedule(event, Math.addExact(nowNanos, delayNanos));
  }

  /// Arms an event for another time; where it was pending, the old time is forgotten. It then comes
  /// after all events already scheduled for the same time.
  public void reschedule(Event event, long timeNanos) {
    cancel(event);
    schedule(event, timeNanos);
  }

  /// Forgets a pending event; does nothing to an idle one.
  public void cancel(Event event) {
    if (event.bucket == Event.IDLE) {
      return;
    }
    unlink(event);
    pending--;
  }

  /// Fires the earliest event if it is due no later than `limitNanos`; the clock moves to its time.
  ///
  /// @return false, with the clock at the limit, when no event is due by then. The clock cannot
  ///   stay behind: the wheel may have entered a bucket that begins later, and takes no earlier
  ///   event
  public boolean fireNext(long limitNanos) {
    Event event = earliest(limitNanos);
    if (event == null) {
      nowNanos = Math.max(nowNanos, limitNanos);
      return false;
    }
    unlink(event);
    pending--;
    fired++;
    nowNanos = event.timeNanos;
    event.fire();
    return true;
  }

  /// Fires everything due up to and including `timeNanos`, and leaves the clock there.
  public void runUntil(long timeNanos) {
    long outerLimit = runLimitNanos;
    BooleanSupplier outerDone = runDone;
    runLimitNanos = timeNanos;
    runDone = null;
    try {
      while (fireNext(timeNanos)) {
        // All work is in the events.
      }
    } finally {
      runLimitNanos = outerLimit;
      runDone = outerDone;
    }
  }

  /// Moves the clock on while an event fires, which then goes on as if it had been scheduled for
  /// that time: it would be next in any case, and is spared the way through the wheel.
  ///
  /// @return false, with nothing changed, when something else comes first, or the run ends before
  public boolean passTo(long timeNanos) {
    if (timeNanos > runLimitNanos || (pending > 0 && !isFreeUntil(timeNanos))) {
      return false;
    }
    if (runDone != null && runDone.getAsBoolean()) {
      return false;
    }
    nowNanos = timeNanos;
    fired++;
    return true;
  }

  /// Whether surely no event is due by then; there are some.
  private boolean isFreeUntil(long timeNanos) {
    int level = 0;
    while (occupied[level] == 0) {
      level++;
    }
    int digit = Long.numberOfTrailingZeros(occupied[level]);
    if (start(level, digit) > timeNanos) {
      return true;
    }
    Event event = buckets[level * BUCKETS + digit].head;
    return event != null && event.next == null && event.timeNanos > timeNanos;
  }

  /// Fires events until `done` holds, or none is left that is due by `limitNanos`; then the clock
  /// is left at the limit.
  ///
  /// @return whether `done` holds
  public boolean runUntil(BooleanSupplier done, long limitNanos) {
    long outerLimit = runLimitNanos;
    BooleanSupplier outerDone = runDone;
    runLimitNanos = limitNanos;
    runDone = done;
    try {
      while (!done.getAsBoolean()) {
        if (!fireNext(limitNanos)) {
          return done.getAsBoolean();
        }
      }
      return true;
    } finally {
      runLimitNanos = outerLimit;
      runDone = outerDone;
    }
  }

  private @Nullable Event earliest(long limitNanos) {
    while (true) {
      int level = 0;
      while (occupied[level] == 0) {
        level++;
        if (level == LEVELS) {
          return null;
        }
      }
      int digit = Long.numberOfTrailingZeros(occupied[level]);
      Event event = buckets[level * BUCKETS + digit].head;
      if (level == 0) {
        return event != null && event.timeNanos <= limitNanos ? event : null;
      }
      if (event != null && event.next == null) {
        // Alone in the earliest bucket: it is the earliest event, and need not be dealt out.
        if (event.timeNanos > limitNanos) {
          return null;
        }
        wheelNanos = event.timeNanos;
        return event;
      }
      if (!deal(level, digit, limitNanos)) {
        return null;
      }
    }
  }

  /// Enters the first bucket of a level and deals its events out to lower levels, unless the bucket
  /// begins after the limit: the wheel's clock must not pass the loop's.
  private boolean deal(int level, int digit, long limitNanos) {
    long start = start(level, digit);
    if (start > limitNanos) {
      return false;
    }
    occupied[level] &= occupied[level] - 1;
    Bucket bucket = buckets[level * BUCKETS + digit];
    Event last = bucket.tail;
    Event event = bucket.takeAll();
    wheelNanos = start;
    while (event != null) {
      Event following = event.next;
      link(event);
      event = following;
      // Looks at the list from its other end too, so that two events at once are fetched.
      if (last != null && last != event) {
        last = last.previous;
      }
      if (last == event) {
        last = null;
      }
    }
    return true;
  }

  /// When a bucket begins.
  private long start(int level, int digit) {
    int shift = DIGIT_BITS * level;
    int above = shift + DIGIT_BITS;
    long base = above >= Long.SIZE ? 0 : (wheelNanos >>> above) << above;
    return base | ((long) digit << shift);
  }

  private void link(Event event) {
    long difference = event.timeNanos ^ wheelNanos;
    int level =
        difference == 0 ? 0 : (Long.SIZE - 1 - Long.numberOfLeadingZeros(difference)) / DIGIT_BITS;
    int digit = (int) (event.timeNanos >>> (DIGIT_BITS * level)) & (BUCKETS - 1);
    int bucket = level * BUCKETS + digit;
    event.bucket = bucket;
    if (buckets[bucket].append(event)) {
      occupied[level] |= 1L << digit;
    }
  }

  private void unlink(Event event) {
    int bucket = event.bucket;
    event.bucket = Event.IDLE;
    if (buckets[bucket].remove(event)) {
      occupied[bucket >>> DIGIT_BITS] &= ~(1L << (bucket & (BUCKETS - 1)));
    }
  }

  /// A list of events, first come first served. An object of its own rather than two arrays of
  /// events: storing into those costs a type check each time, a fifth of a bridge hop in all.
  private static final class Bucket {
    private @Nullable Event head;
    private @Nullable Event tail;

    /// @return whether the list was empty
    boolean append(Event event) {
      Event last = tail;
      tail = event;
      event.next = null;
      event.previous = last;
      if (last == null) {
        head = event;
        return true;
      }
      last.next = event;
      return false;
    }

    /// @return whether the list is empty now
    boolean remove(Event event) {
      Event before = event.previous;
      Event after = event.next;
      event.previous = null;
      event.next = null;
      if (before == null) {
        head = after;
      } else {
        before.next = after;
      }
      if (after == null) {
        tail = before;
      } else {
        after.previous = before;
      }
      return head == null;
    }

    /// @return the first event; the others hang on it
    @Nullable Event takeAll() {
      Event first = head;
      head = null;
      tail = null;
      return first;
    }
  }
}
