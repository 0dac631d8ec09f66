package dev.drydock.core.transport.tcp;

/// How the congestion window grows and shrinks (Linux `struct tcp_congestion_ops`).
interface CongestionControl {
  /// Segments were acknowledged while the window was the limit.
  ///
  /// @param segments how many
  void acknowledged(CongestionWindow window, int segments, long nowNanos);

  /// A round trip was measured.
  default void measured(CongestionWindow window, long rttNanos, long nowNanos) {}

  /// How fast the sender is, bytes a second.
  default void setRate(long bytesPerSecond) {}

  /// The slow start threshold after a loss, segments.
  int thresholdAfterLoss(CongestionWindow window);

  /// A timeout forgets what was learned.
  default void timedOut() {}
}
