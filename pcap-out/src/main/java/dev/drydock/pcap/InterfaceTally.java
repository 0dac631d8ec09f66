package dev.drydock.pcap;

/// What a capture file counts for one interface.
final class InterfaceTally {
  final long mac;
  final int frameBytesMax;
  long frames;

  /// Frames that the filter did not want.
  long rejected;

  /// Frames for which the file had no room any more.
  long missing;

  long drops;

  /// Frames that a full queue of the interface refused since its last packet block.
  long lostSincePacket;

  long firstNanos;
  long lastNanos;

  /// @param frameBytesMax how much of each frame is kept
  InterfaceTally(long mac, int frameBytesMax) {
    this.mac = mac;
    this.frameBytesMax = frameBytesMax;
  }

  void countFrame(long timeNanos) {
    if (frames == 0) {
      firstNanos = timeNanos;
    }
    frames++;
    lastNanos = timeNanos;
    lostSincePacket = 0;
  }
}
