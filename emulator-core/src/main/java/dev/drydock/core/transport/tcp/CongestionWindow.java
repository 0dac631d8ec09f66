package dev.drydock.core.transport.tcp;

/// How many segments may be on their way (`snd_cwnd`, `snd_ssthresh`), and whether that is what
/// holds the sender back.
final class CongestionWindow {
  /// `TCP_INIT_CWND` (RFC 6928).
  static final int INITIAL = 10;

  private static final int UNLIMITED = Integer.MAX_VALUE;

  int segments = INITIAL;
  int threshold = UNLIMITED;

  /// Acknowledged and next sequence number, for the rounds of a congestion control.
  int una;

  int next;

  private int count;
  private boolean limited;
  private int mostOut;
  private int usageEnd;

  /// The connection stands (`tcp_init_cwnd`).
  ///
  /// @param ofRoute how many segments the route lets it begin with, 0 where it says nothing
  void begin(int ofRoute) {
    if (ofRoute != 0 && segments == INITIAL) {
      segments = ofRoute;
    }
  }

  boolean isSlowStart() {
    return segments < threshold;
  }

  /// Grows by what was acknowledged, up to the threshold.
  ///
  /// @return what is left over
  int slowStart(int acknowledged) {
    int target = (int) Math.min((long) segments + acknowledged, threshold);
    int left = acknowledged - (target - segments);
    segments = target;
    return left;
  }

  /// Grows by one for every `every` segments (`tcp_cong_avoid_ai`).
  void grow(int every, int acknowledged) {
    if (count >= every) {
      count = 0;
      segments++;
    }
    count += acknowledged;
    if (count >= every) {
      segments += count / every;
      count %= every;
    }
  }

  void resetCount() {
    count = 0;
  }

  /// Notes after sending whether the window was used up (`tcp_cwnd_validate`).
  void used(boolean isLimited, int out) {
    boolean newWindow = !Sequence.before(una, usageEnd);
    if (newWindow || isLimited || (!limited && out > mostOut)) {
      limited = isLimited;
      mostOut = out;
      usageEnd = next;
    }
  }

  /// Whether more would have been sent with a larger window (`tcp_is_cwnd_limited`).
  boolean isLimited() {
    return limited || (isSlowStart() && segments < 2 * mostOut);
  }

  /// The window after the sender was idle (RFC 2861).
  void restart(long idleNanos, long timeoutNanos) {
    threshold = Math.max(threshold, (segments >> 1) + (segments >> 2));
    long idle = idleNanos - timeoutNanos;
    int least = Math.min(INITIAL, segments);
    while (idle > 0 && segments > least) {
      segments >>= 1;
      idle -= timeoutNanos;
    }
    segments = Math.max(segments, least);
    resetCount();
  }
}
