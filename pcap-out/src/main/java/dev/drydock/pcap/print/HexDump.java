package dev.drydock.pcap.print;

/// Bytes for people (`print-ascii.c`).
final class HexDump {
  private static final int LINE_BYTES = 16;

  /// Eight times ` xxxx`.
  private static final int HEX_COLUMNS = 40;

  private HexDump() {}

  /// Lines of sixteen bytes, each with a line end before it.
  ///
  /// @param indent before the offset
  static void hex(StringBuilder out, Octets bytes, String indent, boolean asText) {
    for (int at = 0; at < bytes.size(); at += LINE_BYTES) {
      StringBuilder hex = new StringBuilder(HEX_COLUMNS);
      StringBuilder text = new StringBuilder(LINE_BYTES);
      for (int i = at; i < Math.min(at + LINE_BYTES, bytes.size()); i++) {
        hex.append((i & 1) == 0 ? " " : "").append(Octets.hex(bytes.u8(i), 2));
        text.append(isGraphic(bytes.u8(i)) ? (char) bytes.u8(i) : '.');
      }
      out.append('\n').append(indent).append("0x").append(Octets.hex(at, 4)).append(": ");
      out.append(hex);
      if (asText) {
        out.append(" ".repeat(HEX_COLUMNS - hex.length())).append("  ").append(text);
      }
    }
  }

  /// The bytes as text, on lines of their own.
  static void text(StringBuilder out, Octets bytes) {
    out.append('\n');
    for (int i = 0; i < bytes.size(); i++) {
      int value = bytes.u8(i);
      if (value == '\r') {
        boolean inside = bytes.size() - i - 1 > 1 && bytes.u8(i + 1) != '\n';
        out.append(inside ? "." : "");
      } else {
        boolean shown = isGraphic(value) || value == '\t' || value == ' ' || value == '\n';
        out.append(shown ? (char) value : '.');
      }
    }
  }

  private static boolean isGraphic(int value) {
    return value > ' ' && value < 0x7f;
  }
}
