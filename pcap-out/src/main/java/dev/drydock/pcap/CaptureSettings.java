package dev.drydock.pcap;

import dev.drydock.pcap.filter.CaptureFilter;

/// What holds for a whole capture file.
///
/// Nothing here depends on the machine that runs the emulation, so the same run gives the same
/// bytes everywhere.
///
/// @param application shown as "Capture application"; empty for none
/// @param os the system that was captured on; empty for none
/// @param comment about the run: the scenario's name, the seed; empty for none
/// @param snaplenBytes how much of each frame is kept, 1 to 262144; one value for all interfaces,
///   because libpcap refuses files with several
/// @param epochNanos what is added to virtual time to make a date, nanoseconds since 1970
/// @param filter which frames a [Capture] records
/// @param fileBytesMax how large a file may become by packets; what comes later is counted only
public record CaptureSettings(
    String application,
    String os,
    String comment,
    int snaplenBytes,
    long epochNanos,
    CaptureFilter filter,
    long fileBytesMax) {
  /// A file that may become as large as it will.
  public static final long UNLIMITED = Long.MAX_VALUE;

  /// Every byte of every frame.
  public static final int WHOLE_FRAMES = Pcapng.SNAPLEN_MAX;

  /// The date a run begins at: 2026-01-01T00:00:00Z. It is the same for every run.
  public static final long RUN_START_NANOS = 1_767_225_600_000_000_000L;

  /// Checks the snap length.
  public CaptureSettings {
    if (snaplenBytes < 1 || snaplenBytes > Pcapng.SNAPLEN_MAX) {
      throw new IllegalArgumentException(
          "snap length must be 1 to " + Pcapng.SNAPLEN_MAX + " bytes: " + snaplenBytes);
    }
  }

  /// Whole frames, captured by Drydock on its emulated Linux.
  public static CaptureSettings withComment(String comment) {
    return new CaptureSettings(
        "Drydock",
        "emulated Linux",
        comment,
        WHOLE_FRAMES,
        RUN_START_NANOS,
        CaptureFilter.ALL,
        UNLIMITED);
  }

  /// The same with another snap length.
  public CaptureSettings withSnaplen(int bytes) {
    return new CaptureSettings(application, os, comment, bytes, epochNanos, filter, fileBytesMax);
  }

  /// The same with another filter.
  public CaptureSettings withFilter(CaptureFilter other) {
    return new CaptureSettings(
        application, os, comment, snaplenBytes, epochNanos, other, fileBytesMax);
  }

  /// The same with a limit to the size of each file.
  public CaptureSettings withFileBytesMax(long bytes) {
    return new CaptureSettings(application, os, comment, snaplenBytes, epochNanos, filter, bytes);
  }
}
