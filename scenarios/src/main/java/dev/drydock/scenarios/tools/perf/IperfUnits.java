package dev.drydock.scenarios.tools.perf;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/// Numbers as `iperf3` reads and prints them (iperf3 `units.c`).
final class IperfUnits {
  private static final List<String> PREFIXES = List.of("", "K", "M", "G", "T");
  private static final int BITS = 8;

  private IperfUnits() {}

  /// A number with a suffix K, M, G or T.
  ///
  /// @param unit 1000 for rates, 1024 for sizes
  static long parse(String text, int unit) {
    if (!text.matches("\\d{1,15}(\\.\\d{1,9})?[kKmMgGtT]?.*")) {
      return 0;
    }
    String digits = text.replaceFirst("[^0-9.].*", "");
    double value = Double.parseDouble(digits);
    String suffix = text.substring(digits.length()).toUpperCase(Locale.ROOT);
    int power = suffix.isEmpty() ? 0 : Math.max(0, PREFIXES.indexOf(suffix.substring(0, 1)));
    return (long) (value * Math.pow(unit, power));
  }

  /// Bytes in the unit that suits: `1.10 GBytes`.
  static String bytes(long bytes) {
    double value = bytes;
    int power = 0;
    while (value >= 1024 && power < PREFIXES.size() - 1) {
      value /= 1024;
      power++;
    }
    return fourPlaces(value) + " " + PREFIXES.get(power) + "Bytes";
  }

  /// Bits or bytes a second: ` 941 Mbits`.
  ///
  /// @param format `a` for the unit that suits, otherwise one of `kmgt` for bits, `KMGT` for bytes
  static String rate(double bitsPerSecond, char format) {
    int fixed = PREFIXES.indexOf(String.valueOf(Character.toUpperCase(format)));
    if (Character.isUpperCase(format)) {
      double value = bitsPerSecond / BITS / Math.pow(1024, fixed);
      return fourPlaces(value) + " " + PREFIXES.get(fixed) + "Bytes";
    }
    double value = bitsPerSecond;
    int power = 0;
    while (fixed < 0 ? value >= 1000 && power < PREFIXES.size() - 1 : power < fixed) {
      value /= 1000;
      power++;
    }
    return fourPlaces(value) + " " + PREFIXES.get(power) + "bits";
  }

  /// As `%4.2f`, `%4.1f` or `%4.0f` prints it: of the exact value, halves to the even digit.
  private static String fourPlaces(double value) {
    int places = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    String text = new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN).toPlainString();
    return " ".repeat(Math.max(0, 4 - text.length())) + text;
  }

  /// A number with two significant digits, as `%.2g` prints it.
  static String twoDigits(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(2)).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < 2) {
      return rounded.toPlainString();
    }
    String digits = rounded.unscaledValue().toString();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return mantissa + String.format(Locale.ROOT, "e%+03d", exponent);
  }
}
