package dev.drydock.core.transport.tcp;

/// How much the sender hands down at once (Linux `tcp_mss_split_point`, `tcp_tso_should_defer`,
/// Nagle's algorithm).
final class BurstSize {
  /// `tcp_tso_win_divisor`.
  private static final int DEFER_DIVISOR = 3;

  private static final int MSS_DEFAULT = 536;
  private static final long DEFER_NANOS = 1_000_000L;

  private final TcpConnection c;

  /// Behind the last segment that was smaller than it might have been.
  int smallEnd;

  BurstSize(TcpConnection connection) {
    this.c = connection;
  }

  /// How many bytes go out in the next burst; -1 for nothing yet.
  int bytes(int mss, int quota, int window) {
    int unsent = c.dataEnd() - c.next;
    if (quota <= 0) {
      return -1;
    }
    if (unsent == 0) {
      return window >= 0 ? 0 : -1;
    }
    if (Math.min(unsent, mss) > window) {
      return -1;
    }
    int whole = Math.min(unsent, sizeGoal(mss));
    if (whole <= mss) {
      boolean last = whole == unsent;
      return last && waitsForNagle(whole < mss) ? -1 : whole;
    }
    if (shouldDefer(whole, quota, mss)) {
      return -1;
    }
    int segments = Math.min(Math.max(c.cwnd.segments >> 1, 1), quota);
    return splitPoint(whole, Math.min(segments, c.sender.rate.segmentsMost(mss)) * mss, mss);
  }

  private int splitPoint(int whole, int most, int mss) {
    int window = c.sender.windowEnd() - c.next;
    boolean isTail = whole == c.dataEnd() - c.next;
    if (most <= window && !isTail) {
      return Math.min(most, whole);
    }
    int needed = Math.min(whole, window);
    if (most <= needed) {
      return most;
    }
    int partial = needed % mss;
    return waitsForNagle(partial != 0) ? needed - partial : needed;
  }

  /// Nagle's algorithm as Minshall modified it (RFC 1122 section 4.2.3.4): one small segment at a
  /// time. A FIN does not wait.
  private boolean waitsForNagle(boolean partial) {
    return partial
        && !c.sender.noDelay
        && !c.finQueued
        && !c.sent.isEmpty()
        && Sequence.after(smallEnd, c.una)
        && !Sequence.after(smallEnd, c.next);
  }

  /// The most bytes of one burst: half the largest window the other side ever had.
  private int sizeGoal(int mss) {
    int goal = Sender.BURST_BYTES_MOST;
    int half = c.mostWindow > MSS_DEFAULT ? c.mostWindow >> 1 : c.mostWindow;
    if (half > 0) {
      goal = Math.min(goal, Math.max(half, Sender.MSS_LEAST));
    }
    return Math.max(1, goal / mss) * mss;
  }

  /// Whether to wait for a larger burst (`tcp_tso_should_defer`).
  private boolean shouldDefer(int whole, int quota, int mss) {
    long nowNanos = c.loop().nowNanos();
    if (c.recovery.isRecovering() || nowNanos - c.sender.lastSentNanos > DEFER_NANOS) {
      return false;
    }
    int window = c.sender.windowEnd() - c.next;
    long cwndRoom = (long) quota * mss;
    long limit = Math.min(window, cwndRoom);
    boolean isTail = whole == c.dataEnd() - c.next;
    if (limit >= (long) c.sender.rate.segmentsMost(mss) * mss || (!isTail && limit >= whole)) {
      return false;
    }
    long chunk = Math.min(c.peerWindow, (long) c.cwnd.segments * mss) / DEFER_DIVISOR;
    if (limit >= chunk || c.sent.isEmpty()) {
      return false;
    }
    long headAge = nowNanos - c.sent.sentNanos(0);
    if (headAge < c.rtt.smoothedNanos() / 2) {
      return false;
    }
    if (cwndRoom < window && cwndRoom <= whole) {
      c.sender.cwndLimited = true;
      return true;
    }
    return (cwndRoom >= window && window <= whole) || !c.finQueued;
  }
}
