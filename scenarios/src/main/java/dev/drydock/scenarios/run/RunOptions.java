package dev.drydock.scenarios.run;

import dev.drydock.pcap.CaptureSettings;
import java.nio.file.Path;

/// How to run a plan.
///
/// @param folder where results go
/// @param capture what is written of what interfaces see
/// @param untilNanos virtual time at which the run ends; 0 for the end of the last step
/// @param captureBytesMax how large a capture file may become by packets
public record RunOptions(Path folder, CaptureKind capture, long untilNanos, long captureBytesMax) {

  /// Capture files may become as large as they will.
  public RunOptions(Path folder, CaptureKind capture, long untilNanos) {
    this(folder, capture, untilNanos, CaptureSettings.UNLIMITED);
  }

  /// What is written of what interfaces see.
  public enum CaptureKind {
    /// Nothing; frames are counted only.
    NONE,
    /// One file of all interfaces.
    ONE_FILE,
    /// One file of each interface.
    SPLIT
  }
}
