package dev.drydock.scenarios.run;

import java.math.BigDecimal;

/// Virtual time for people.
public final class Durations {
  private static final long MILLISECOND = 1_000_000L;

  private Durations() {}

  /// Milliseconds, to the microsecond, as `ping` and the ways of `explain` have them: `0.149 ms`.
  public static String millis(long nanos) {
    return BigDecimal.valueOf(nanos / (MILLISECOND / 1000), 3).toPlainString() + " ms";
  }

  /// Seconds, to the millisecond where that says anything: `0.405 s`, `20 ns`.
  public static String text(long nanos) {
    if (nanos != 0 && Math.abs(nanos) < MILLISECOND) {
      return nanos + " ns";
    }
    long millis = nanos / MILLISECOND;
    return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + " s";
  }
}
