package dev.drydock.core.wire;

/// The text form of IPv4 addresses, which the data path holds in an `int`.
public final class Ipv4Address {
  private Ipv4Address() {}

  /// Dotted decimal.
  public static String format(int address) {
    return (address >>> 24)
        + "."
        + ((address >>> 16) & 0xff)
        + "."
        + ((address >>> 8) & 0xff)
        + "."
        + (address & 0xff);
  }

  /// Whether the text is four decimal numbers from 0 to 255 with dots.
  public static boolean isValid(String text) {
    int dots = 0;
    int value = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && value >= 0) {
        dots++;
        value = -1;
      } else if (c >= '0' && c <= '9' && value != 0 && value < 26) {
        value = (Math.max(value, 0) * 10) + (c - '0'); // no leading zero, no fourth digit
      } else {
        return false;
      }
      if (value > 255) {
        return false;
      }
    }
    return dots == 3 && value >= 0;
  }

  /// Reads dotted decimal.
  ///
  /// @throws IllegalArgumentException if it is anything else
  public static int parse(String text) {
    if (!isValid(text)) {
      throw new IllegalArgumentException("not an IPv4 address: " + text);
    }
    int address = 0;
    int part = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        address = (address << 8) | part;
        part = 0;
      } else {
        part = (part * 10) + (c - '0');
      }
    }
    return (address << 8) | part;
  }
}
