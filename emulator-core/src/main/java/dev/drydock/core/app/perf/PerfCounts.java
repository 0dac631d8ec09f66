package dev.drydock.core.app.perf;

/// What one stream of a test has sent or received: since the start, and since the last report.
final class PerfCounts {
  long bytes;
  long packets;
  long lost;
  long outOfOrder;
  double jitterSeconds;
  long reportedBytes;
  long reportedPackets;
  long reportedLost;
  long reportedRetransmits;

  private boolean heard;
  private double transitSeconds;

  /// A datagram came (RFC 1889 appendix A.8; `iperf_udp_recv`).
  ///
  /// @param number its own, from 1
  /// @param sentNanos when it was sent, by the sender's clock
  void datagram(long number, long sentNanos, long nowNanos) {
    if (number > packets) {
      lost += number - 1 - packets;
      packets = number;
    } else {
      outOfOrder++;
      lost = Math.max(0, lost - 1);
    }
    double transit = (nowNanos - sentNanos) / 1e9;
    double difference = heard ? Math.abs(transit - transitSeconds) : 0;
    heard = true;
    transitSeconds = transit;
    jitterSeconds += (difference - jitterSeconds) / 16;
  }
}
