package dev.drydock.pcap;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The bytes of a capture file, read in the byte order of its writer. Callers check lengths first.
final class CaptureBytes {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment bytes;
  private final Runnable unmap;
  private boolean closed;
  private boolean bigEndian;

  /// @param unmap gives the memory back
  CaptureBytes(MemorySegment bytes, Runnable unmap) {
    this.bytes = bytes;
    this.unmap = unmap;
  }

  void setBigEndian(boolean bigEndian) {
    this.bigEndian = bigEndian;
  }

  long size() {
    return bytes.byteSize();
  }

  int u8(long at) {
    return bytes.get(ValueLayout.JAVA_BYTE, at) & 0xff;
  }

  int u16(long at) {
    short value = bytes.get(SHORT, at);
    return (bigEndian ? Short.reverseBytes(value) : value) & 0xffff;
  }

  int i32(long at) {
    int value = bytes.get(INT, at);
    return bigEndian ? Integer.reverseBytes(value) : value;
  }

  long u32(long at) {
    return Integer.toUnsignedLong(i32(at));
  }

  long i64(long at) {
    long value = bytes.get(LONG, at);
    return bigEndian ? Long.reverseBytes(value) : value;
  }

  /// A pcapng time: two 32-bit words, the high one first.
  long time(long at) {
    return (u32(at) << 32) | u32(at + 4);
  }

  /// A number in network order, up to eight bytes.
  long bigEndian(long at, int size) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      value = (value << 8) | u8(at + i);
    }
    return value;
  }

  byte[] octets(long at, int length) {
    return bytes.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
  }

  String text(long at, int length) {
    return new String(octets(at, length), StandardCharsets.UTF_8);
  }

  void close() {
    if (!closed) {
      closed = true;
      unmap.run();
    }
  }
}
