package dev.drydock.pcap;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Texts of capture files: UTF-8 of limited length.
final class Utf8 {
  /// Far below the 65535 bytes an option can hold, and more than a person reads.
  static final int TEXT_BYTES_MAX = 4096;

  private Utf8() {}

  /// The bytes of a text, cut after the last whole character that fits.
  static byte[] bytes(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= TEXT_BYTES_MAX) {
      return bytes;
    }
    int end = TEXT_BYTES_MAX;
    while ((bytes[end] & 0xc0) == 0x80) {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }
}
