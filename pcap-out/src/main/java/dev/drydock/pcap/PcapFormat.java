package dev.drydock.pcap;

import org.jspecify.annotations.Nullable;

/// The variants of the classic pcap format (draft-ietf-opsawg-pcap): byte order and the unit of the
/// stamps, both told by the magic number.
public enum PcapFormat {
  /// Little-endian with microsecond stamps, which is what `tcpdump -w` writes.
  MICROS(false, 1000),
  /// Little-endian with nanosecond stamps.
  NANOS(false, 1),
  /// Big-endian with microsecond stamps.
  MICROS_BIG_ENDIAN(true, 1000),
  /// Big-endian with nanosecond stamps.
  NANOS_BIG_ENDIAN(true, 1);

  private static final int MAGIC_MICROS = 0xA1B2_C3D4;
  private static final int MAGIC_NANOS = 0xA1B2_3C4D;

  private final boolean bigEndian;
  private final int unitNanos;

  PcapFormat(boolean bigEndian, int unitNanos) {
    this.bigEndian = bigEndian;
    this.unitNanos = unitNanos;
  }

  boolean isBigEndian() {
    return bigEndian;
  }

  /// Nanoseconds in one unit of the stamps.
  int unitNanos() {
    return unitNanos;
  }

  /// The first four bytes of a file, as a number in its byte order.
  int magic() {
    return unitNanos == 1 ? MAGIC_NANOS : MAGIC_MICROS;
  }

  /// The format of a file whose first four bytes, read as little-endian, are this number; null when
  /// it is none.
  static @Nullable PcapFormat ofMagic(int magic) {
    for (PcapFormat format : values()) {
      if (magic == (format.bigEndian ? Integer.reverseBytes(format.magic()) : format.magic())) {
        return format;
      }
    }
    return null;
  }
}
