package dev.drydock.core.transport.tcp;

/// How fast a connection sends, and how large its bursts are (Linux `tcp_update_pacing_rate`,
/// `tcp_tso_autosize`).
final class SendRate {
  private static final int BURST_SEGMENTS_LEAST = 2; // tcp_min_tso_segs
  private static final int PACING_SHIFT = 10;
  private static final int TSO_RTT_SHIFT = 9;

  private final TcpConnection c;

  SendRate(TcpConnection connection) {
    this.c = connection;
  }

  /// What fits a millisecond at the present rate, more on short ways.
  int segmentsMost(int mss) {
    long budget = bytesPerSecond() >> PACING_SHIFT;
    int shift = c.rtt.leastMicros() >> TSO_RTT_SHIFT;
    if (shift < Integer.SIZE) {
      budget += Sender.BURST_BYTES_MOST >> shift;
    }
    int segments = (int) Math.min(budget, Sender.BURST_BYTES_MOST) / mss;
    return Math.max(segments, BURST_SEGMENTS_LEAST);
  }

  /// The rate of pacing, although nothing is paced.
  long bytesPerSecond() {
    if (!c.rtt.isKnown()) {
      return Integer.MAX_VALUE;
    }
    int percent = c.cwnd.segments < c.cwnd.threshold / 2 ? 200 : 120;
    long window = (long) c.mss * Math.max(c.cwnd.segments, c.sent.size());
    return window * percent * 10_000L / Math.max(1, c.rtt.smoothedMicros());
  }
}
