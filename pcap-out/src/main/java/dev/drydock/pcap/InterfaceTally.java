package dev.drydock.pcap;

/// What a capture file counts for one interface.
final class InterfaceTally {
  final long mac;
  long frames;

  /// Frames that the filter did not want.
  long rejected;

  long drops;

  /// Frames that a full queue of the interface refused since its last packet block.
  long lostSincePacket;

  long firstNanos;
  long lastNanos;

  InterfaceTally(long mac) {
    this.mac = mac;
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
