package dev.drydock.core.transport;

/// What the kernel knows of a connection (`TCP_INFO`, `TCP_MAXSEG`).
///
/// @param retransmits segments sent again since the start (`tcpi_total_retrans`)
/// @param cwndSegments the congestion window
/// @param mssBytes what a segment carries
/// @param windowBytes what the other side takes (`tcpi_snd_wnd`)
/// @param rttMicros the smoothed round trip
/// @param rttVariationMicros its variation
/// @param pathMtuBytes the path's MTU
public record StreamInfo(
    long retransmits,
    int cwndSegments,
    int mssBytes,
    int windowBytes,
    int rttMicros,
    int rttVariationMicros,
    int pathMtuBytes) {
  /// Nothing is known.
  public static final StreamInfo NONE = new StreamInfo(0, 0, 0, 0, 0, 0, 0);
}
