package dev.drydock.core.wire;

/// The text form of MAC addresses, which the data path holds in the low 48 bits of a `long`.
public final class Mac {
  private Mac() {}

  /// Six lower-case hexadecimal pairs with colons.
  public static String format(long mac) {
    StringBuilder text = new StringBuilder(17);
    for (int shift = 40; shift >= 0; shift -= 8) {
      if (shift < 40) {
        text.append(':');
      }
      text.append(Character.forDigit((int) (mac >>> (shift + 4)) & 0xf, 16));
      text.append(Character.forDigit((int) (mac >>> shift) & 0xf, 16));
    }
    return text.toString();
  }

  /// Reads six hexadecimal pairs separated by colons or hyphens.
  ///
  /// @throws IllegalArgumentException if it is anything else
  public static long parse(String text) {
    String[] parts = text.split("[:-]", -1);
    if (parts.length != 6) {
      throw new IllegalArgumentException("not a MAC address: " + text);
    }
    long mac = 0;
    for (String part : parts) {
      if (!part.matches("[0-9a-fA-F]{1,2}")) {
        throw new IllegalArgumentException("not a MAC address: " + text);
      }
      mac = (mac << 8) | Integer.parseInt(part, 16);
    }
    return mac;
  }
}
