package dev.drydock.pcap.dissect;

import java.util.Arrays;
import java.util.HexFormat;

/// The columns of a summary line.
///
/// @param source who sent the frame, as the highest layer that has addresses names it
/// @param destination whom it is for
/// @param protocol the highest protocol that is understood
/// @param info what it says
record Line(String source, String destination, String protocol, String info) {
  /// How many bytes are shown of something that makes no sense.
  private static final int SHOWN_BYTES_MAX = 32;

  String text(int frameBytes) {
    return source + " -> " + destination + " " + protocol + " " + frameBytes + " " + info;
  }

  Line with(String more) {
    return more.isEmpty() ? this : new Line(source, destination, protocol, info + more);
  }

  static String firstBytes(byte[] bytes) {
    return bytes.length <= SHOWN_BYTES_MAX
        ? HexFormat.of().formatHex(bytes)
        : HexFormat.of().formatHex(Arrays.copyOf(bytes, SHOWN_BYTES_MAX)) + "...";
  }
}
