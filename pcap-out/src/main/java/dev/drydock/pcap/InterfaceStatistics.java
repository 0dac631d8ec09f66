package dev.drydock.pcap;

/// What a capture file sums up for one interface at its end.
///
/// @param source the interface
/// @param startNanos its first frame, nanoseconds since 1970; 0 when it saw none
/// @param endNanos its last frame, nanoseconds since 1970; 0 when it saw none
/// @param received frames it saw
/// @param accepted frames the filter let through, which are in the file
/// @param dropped frames that were lost at it
record InterfaceStatistics(
    CapturedInterface source,
    long startNanos,
    long endNanos,
    long received,
    long accepted,
    long dropped) {}
