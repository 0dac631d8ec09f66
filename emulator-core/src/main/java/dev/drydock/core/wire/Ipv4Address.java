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
    return text.matches("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
  }

  /// Reads dotted decimal.
  ///
  /// @throws IllegalArgumentException if it is anything else
  public static int parse(String text) {
    if (!isValid(text)) {
      throw new IllegalArgumentException("not an IPv4 address: " + text);
    }
    int address = 0;
    for (String part : text.split("\\.", -1)) {
      address = (address << 8) | Integer.parseInt(part);
    }
    return address;
  }
}
