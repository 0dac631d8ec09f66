package dev.drydock.drivers.engine;

import dev.drydock.core.sim.Nanos;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Spans of time as Go writes and reads them: `1m30s`, `500ms` (Go `time.Duration`, `time/time.go`
/// and `time/format.go`).
public final class GoDuration {
  private static final long MICRO = 1_000L;
  private static final long MILLI = 1_000_000L;
  private static final long MINUTE = 60 * Nanos.SECOND;
  private static final long HOUR = 60 * MINUTE;

  private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([^\\d.]*)");
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  private GoDuration() {}

  /// The text of a span that is not negative.
  public static String text(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    if (nanos < Nanos.SECOND) {
      long unit = nanos < MICRO ? 1 : nanos < MILLI ? MICRO : MILLI;
      return decimal(nanos, unit) + (unit == 1 ? "ns" : unit == MICRO ? "µs" : "ms");
    }
    long hours = nanos / HOUR;
    long minutes = nanos % HOUR / MINUTE;
    String seconds = decimal(nanos % MINUTE, Nanos.SECOND) + "s";
    String above = hours > 0 ? hours + "h" + minutes + "m" : minutes > 0 ? minutes + "m" : "";
    return above + seconds;
  }

  private static String decimal(long nanos, long unit) {
    BigDecimal value = BigDecimal.valueOf(nanos).divide(BigDecimal.valueOf(unit));
    return value.stripTrailingZeros().toPlainString();
  }

  /// The span that a text names, in nanoseconds.
  ///
  /// @throws IllegalArgumentException with the words of Go
  public static long parse(String text) {
    String quoted = GoString.quoted(text);
    boolean isNegative = text.startsWith("-");
    String rest = isNegative || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return 0;
    }
    Matcher part = PART.matcher(rest);
    BigDecimal sum = BigDecimal.ZERO;
    int at = 0;
    while (at < rest.length() && part.region(at, rest.length()).lookingAt()) {
      long unit = unit(part.group(2));
      if (unit == 0) {
        String why = "unknown unit \"" + part.group(2) + "\"";
        throw new IllegalArgumentException(
            "time: " + (part.group(2).isEmpty() ? "missing unit" : why) + " in duration " + quoted);
      }
      sum = sum.add(number(part.group(1)).multiply(BigDecimal.valueOf(unit)));
      at = part.end();
    }
    if (at == 0 || at < rest.length() || sum.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("time: invalid duration " + quoted);
    }
    return isNegative ? -sum.longValue() : sum.longValue();
  }

  /// A unit in nanoseconds; 0 for none.
  private static long unit(String name) {
    return switch (name) {
      case "ns" -> 1;
      case "us", "µs", "μs" -> MICRO;
      case "ms" -> MILLI;
      case "s" -> Nanos.SECOND;
      case "m" -> MINUTE;
      case "h" -> HOUR;
      default -> 0;
    };
  }

  /// `5.` and `.5` are numbers, too.
  private static BigDecimal number(String digits) {
    String whole = digits.startsWith(".") ? "0" + digits : digits;
    return new BigDecimal(whole.endsWith(".") ? whole + "0" : whole);
  }
}
