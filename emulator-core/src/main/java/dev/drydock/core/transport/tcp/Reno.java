package dev.drydock.core.transport.tcp;

/// The congestion control of RFC 5681, which Linux calls `reno`.
final class Reno implements CongestionControl {
  @Override
  public void acknowledged(CongestionWindow window, int segments, long nowNanos) {
    int left = window.isSlowStart() ? window.slowStart(segments) : segments;
    if (left > 0) {
      window.grow(window.segments, left);
    }
  }

  @Override
  public int thresholdAfterLoss(CongestionWindow window) {
    return Math.max(window.segments >> 1, 2);
  }
}
