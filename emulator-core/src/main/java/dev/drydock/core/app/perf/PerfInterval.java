package dev.drydock.core.app.perf;

/// What one stream did between two reports.
///
/// @param socket the number of its socket, as it is printed
/// @param startSeconds since the start of the test
/// @param retransmits segments sent again, of a sender of streams
/// @param cwndBytes the congestion window at the end, of a sender of streams
/// @param windowBytes the other side's window at the end
/// @param rttMicros the smoothed round trip
/// @param rttVariationMicros its variation
/// @param pathMtuBytes the path's MTU
/// @param packets datagrams sent, or those that should have come
/// @param lost of these
/// @param jitterMillis of a receiver of datagrams
/// @param isSender whether this side sends
public record PerfInterval(
    int socket,
    double startSeconds,
    double endSeconds,
    long bytes,
    long retransmits,
    long cwndBytes,
    long windowBytes,
    int rttMicros,
    int rttVariationMicros,
    int pathMtuBytes,
    long packets,
    long lost,
    double jitterMillis,
    boolean isSender) {
  /// Bits in a second of the interval.
  public double bitsPerSecond() {
    double seconds = endSeconds - startSeconds;
    return seconds > 0 ? bytes * 8 / seconds : 0;
  }
}
