package dev.drydock.scenarios.tools.docker.client;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers of bytes as people write them (docker/go-units `size.go`): `64M` and `64MiB` are read as
/// 67108864 bytes, which is written as `64MiB`.
public final class ByteSize {
  private static final Pattern FORM =
      Pattern.compile("(\\d+(?:\\.\\d+)*) ?([kKmMgGtTpP])?[iI]?[bB]?");
  private static final String UNITS = "kmgtp";
  private static final int STEP = 1024;
  private static final int DIGITS = 4;

  private ByteSize() {}

  /// The bytes of a text.
  ///
  /// @throws IllegalArgumentException in Go's words
  public static long parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("invalid size: '" + text + "'");
    }
    String unit = matcher.group(2);
    int power = unit == null ? 0 : UNITS.indexOf(unit.toLowerCase(Locale.ROOT)) + 1;
    try {
      return new BigDecimal(matcher.group(1))
          .multiply(BigDecimal.valueOf(STEP).pow(power))
          .longValue();
    } catch (NumberFormatException e) { // two points
      throw new IllegalArgumentException("invalid size: '" + text + "'", e);
    }
  }

  /// The text of so many bytes, with four digits.
  public static String text(long bytes) {
    BigDecimal size = BigDecimal.valueOf(bytes);
    BigDecimal step = BigDecimal.valueOf(STEP);
    int power = 0;
    while (size.compareTo(step) >= 0 && power < UNITS.length()) {
      size = size.divide(step, MathContext.DECIMAL64);
      power++;
    }
    BigDecimal shown = size.round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
    String unit =
        power == 0 ? "B" : String.valueOf(UNITS.charAt(power - 1)).toUpperCase(Locale.ROOT) + "iB";
    return shown.stripTrailingZeros().toPlainString() + unit;
  }
}
