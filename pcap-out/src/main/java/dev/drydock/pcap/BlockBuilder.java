package dev.drydock.pcap;

import java.io.ByteArrayOutputStream;

/// Makes one pcapng block of the control plane: everything but packets.
final class BlockBuilder {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

  BlockBuilder(int type) {
    i32(type);
    i32(0); // The length, known at the end.
  }

  BlockBuilder u16(int value) {
    bytes.write(value);
    bytes.write(value >>> 8);
    return this;
  }

  BlockBuilder i32(int value) {
    return u16(value).u16(value >>> 16);
  }

  BlockBuilder i64(long value) {
    return i32((int) value).i32((int) (value >>> 32));
  }

  /// Two 32-bit words, the high one first.
  BlockBuilder time(long nanos) {
    return i32((int) (nanos >>> 32)).i32((int) nanos);
  }

  /// A number in network order, whatever the order of the file.
  BlockBuilder bigEndian(long value, int size) {
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
      bytes.write((int) (value >>> shift));
    }
    return this;
  }

  BlockBuilder octets(byte[] octets) {
    bytes.writeBytes(octets);
    return this;
  }

  /// Zeros up to the next multiple of four.
  BlockBuilder pad() {
    while ((bytes.size() & 3) != 0) {
      bytes.write(0);
    }
    return this;
  }

  /// Code and length of an option or a name record; the value and [#pad] follow.
  BlockBuilder option(int code, int length) {
    return u16(code).u16(length);
  }

  /// A text option; an empty text is left out.
  BlockBuilder text(int code, String text) {
    if (text.isEmpty()) {
      return this;
    }
    byte[] utf8 = Utf8.bytes(text);
    return option(code, utf8.length).octets(utf8).pad();
  }

  BlockBuilder endOfOptions() {
    return option(Pcapng.END, 0);
  }

  byte[] build() {
    int total = bytes.size() + 4;
    i32(total);
    byte[] block = bytes.toByteArray();
    LittleEndian.put32(block, 4, total);
    return block;
  }
}
