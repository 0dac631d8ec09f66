package dev.drydock.scenarios.tools.docker.show;

import java.math.BigDecimal;
import java.math.MathContext;

/// Sizes as docker shows them: three digits and a unit of thousands, `866B`, `1.23kB` (go-units
/// `HumanSizeWithPrecision`).
public final class HumanSize {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};
  private static final int STEP = 1000;
  private static final int DIGITS = 3;

  private HumanSize() {}

  public static String of(long bytes) {
    BigDecimal size = BigDecimal.valueOf(bytes);
    int unit = 0;
    while (size.compareTo(BigDecimal.valueOf(STEP)) >= 0 && unit < UNITS.length - 1) {
      size = size.divide(BigDecimal.valueOf(STEP), MathContext.DECIMAL64);
      unit++;
    }
    BigDecimal rounded = size.round(new MathContext(DIGITS)).stripTrailingZeros();
    return rounded.toPlainString() + UNITS[unit];
  }
}
