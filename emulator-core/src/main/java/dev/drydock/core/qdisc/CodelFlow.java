package dev.drydock.core.qdisc;

import dev.drydock.core.frame.Frame;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The queue of one flow, whose delay CoDel controls (RFC 8289; Linux `include/net/codel_impl.h`).
final class CodelFlow {
  private static final int FRAMES_MIN = 4;

  /// Bytes the flow may still send before the next one's turn.
  int deficit;

  /// How many were lost since the wait is too long.
  int count;

  private @Nullable Frame[] frames = new @Nullable Frame[FRAMES_MIN];
  private long[] times = new long[FRAMES_MIN];
  private int head;
  private int size;
  private long bytes;
  private boolean listed;
  private boolean dropping;
  private int lastCount;
  private long firstAboveNanos;
  private long dropNextNanos;

  /// When the frame that was taken last had come.
  private long lastTaken;

  CodelFlow() {}

  /// How long frames may wait, and what becomes of those that are lost.
  ///
  /// @param mtuBytes a queue that holds no more is never too long
  record Control(
      FqCodel.Codel codel, FqCodel.Statistics statistics, int mtuBytes, Consumer<Frame> lost) {}

  /// Flows in the order of their turns.
  static final class List {
    private final ArrayDeque<CodelFlow> flows = new ArrayDeque<>(4);

    List() {}

    void add(CodelFlow flow) {
      flow.listed = true;
      flows.addLast(flow);
    }

    @Nullable CodelFlow first() {
      return flows.peekFirst();
    }

    void removeFirst() {
      flows.removeFirst().listed = false;
    }

    boolean isEmpty() {
      return flows.isEmpty();
    }

    int size() {
      return flows.size();
    }

    void clear() {
      flows.clear();
    }
  }

  boolean isListed() {
    return listed;
  }

  long bytes() {
    return bytes;
  }

  void add(Frame frame, long nowNanos) {
    if (size == frames.length) {
      grow();
    }
    int at = (head + size) & (frames.length - 1);
    frames[at] = frame;
    times[at] = nowNanos;
    size++;
    bytes += frame.length();
  }

  private void grow() {
    @Nullable Frame[] more = Arrays.copyOf(frames, 2 * frames.length);
    long[] moreTimes = Arrays.copyOf(times, 2 * times.length);
    for (int i = 0; i < size; i++) {
      int from = (head + i) & (frames.length - 1);
      more[i] = frames[from];
      moreTimes[i] = times[from];
    }
    frames = more;
    times = moreTimes;
    head = 0;
  }

  /// The oldest frame; null for none.
  @Nullable Frame take() {
    if (size == 0) {
      return null;
    }
    Frame frame = frames[head];
    frames[head] = null;
    head = (head + 1) & (frames.length - 1);
    size--;
    bytes -= frame == null ? 0 : frame.length();
    return frame;
  }

  /// The oldest frame that is let through (`codel_dequeue`).
  @Nullable Frame control(long nowNanos, Control by) {
    FqCodel.Codel codel = by.codel;
    long since = size == 0 ? nowNanos : times[head];
    Frame frame = take();
    if (frame == null) {
      dropping = false;
      return null;
    }
    boolean late = isLate(frame, nowNanos - since, nowNanos, by);
    if (dropping && !late) {
      dropping = false;
    } else if (dropping) {
      while (frame != null && dropping && nowNanos >= dropNextNanos) {
        count++;
        boolean marked = codel.ecn() && CongestionMark.set(frame);
        if (marked) {
          by.statistics.marked++;
          dropNextNanos = next(dropNextNanos, codel);
          break;
        }
        frame = loseAndTake(frame, by);
        since = lastTaken;
        if (isLate(frame, nowNanos - since, nowNanos, by)) {
          dropNextNanos = next(dropNextNanos, codel);
        } else {
          dropping = false;
        }
      }
    } else if (late) {
      if (codel.ecn() && CongestionMark.set(frame)) {
        by.statistics.marked++;
      } else {
        frame = loseAndTake(frame, by);
        since = lastTaken;
        isLate(frame, nowNanos - since, nowNanos, by);
      }
      begin(codel, nowNanos);
    }
    boolean waited = codel.markNanos() >= 0 && nowNanos - since > codel.markNanos();
    if (frame != null && waited && CongestionMark.set(frame)) {
      by.statistics.markedByWait++;
    }
    return frame;
  }

  private @Nullable Frame loseAndTake(Frame frame, Control by) {
    by.lost.accept(frame);
    lastTaken = size == 0 ? 0 : times[head];
    return take();
  }

  /// Begins to lose frames: faster, where it was done shortly before.
  private void begin(FqCodel.Codel codel, long nowNanos) {
    dropping = true;
    int more = count - lastCount;
    boolean recent = nowNanos - dropNextNanos < 16 * codel.intervalNanos();
    count = more > 1 && recent ? more : 1;
    lastCount = count;
    dropNextNanos = next(nowNanos, codel);
  }

  /// The more were lost, the sooner the next one (`codel_control_law`).
  private long next(long nanos, FqCodel.Codel codel) {
    return nanos + (long) (codel.intervalNanos() / Math.sqrt(count));
  }

  /// Whether the wait has been too long for too long (`codel_should_drop`).
  private boolean isLate(@Nullable Frame frame, long waitedNanos, long nowNanos, Control by) {
    if (frame == null) {
      firstAboveNanos = 0;
      return false;
    }
    by.statistics.maxBytes = Math.max(by.statistics.maxBytes, frame.length());
    if (waitedNanos < by.codel.targetNanos() || bytes <= by.mtuBytes) {
      firstAboveNanos = 0;
      return false;
    }
    if (firstAboveNanos == 0) {
      firstAboveNanos = nowNanos + by.codel.intervalNanos();
      return false;
    }
    return nowNanos > firstAboveNanos;
  }
}
