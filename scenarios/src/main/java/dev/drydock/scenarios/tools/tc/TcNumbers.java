package dev.drydock.scenarios.tools.tc;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Numbers as `tc` reads and prints them (`lib/utils_math.c`, `lib/utils.c`, `tc/tc_core.c`).
/// Readers answer null for what is none.
///
/// The kernel counts time in ticks of 64 ns (`/proc/net/psched`), and `tc` in microseconds: what is
/// read may come out a little smaller.
final class TcNumbers {
  /// Ticks of a microsecond: 1000 ns / 64 ns.
  private static final double TICKS_PER_MICRO = 15.625;

  private static final long UINT_MAX = 0xFFFF_FFFFL;
  private static final double MILLION = 1_000_000;

  /// What `strtod` takes of a number, as far as people write it, and what stands behind it.
  private static final Pattern NUMBER =
      Pattern.compile("\\s*([-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?)(.*)");

  private TcNumbers() {}

  private record Read(double value, String unit) {}

  private static @Nullable Read read(String text) {
    Matcher number = NUMBER.matcher(text);
    if (!number.matches()) {
      return null;
    }
    double value = Double.parseDouble(number.group(1));
    return new Read(value, number.group(2).toLowerCase(Locale.ROOT));
  }

  /// A time, in ticks.
  static @Nullable Long ticks(String text) {
    Long micros = micros(text);
    if (micros == null) {
      return null;
    }
    long ticks = (long) (micros * TICKS_PER_MICRO);
    return ticks > UINT_MAX ? null : ticks;
  }

  /// A time, in microseconds.
  static @Nullable Long micros(String text) {
    Read read = read(text);
    if (read == null) {
      return null;
    }
    double factor =
        switch (read.unit) {
          case "s", "sec", "secs" -> MILLION;
          case "ms", "msec", "msecs" -> 1000;
          case "us", "usec", "usecs", "" -> 1;
          default -> -1;
        };
    double micros = read.value * factor;
    return factor < 0 || micros < 0 ? null : (Long) (long) Math.min(micros, UINT_MAX);
  }

  static long microsOfTicks(long ticks) {
    return (long) (ticks / TICKS_PER_MICRO);
  }

  /// A part of one, 0 to 2^32 - 1, written in percent.
  static @Nullable Long percent(String text) {
    Read read = read(text);
    if (read == null || !(read.unit.isEmpty() || read.unit.equals("%"))) {
      return null;
    }
    double part = read.value / 100;
    return part < 0 || part > 1 ? null : (Long) (long) Math.rint(part * UINT_MAX);
  }

  /// A size, in bytes.
  static @Nullable Long size(String text) {
    Read read = read(text);
    if (read == null) {
      return null;
    }
    double kilo = 1024;
    double factor =
        switch (read.unit) {
          case "", "b" -> 1;
          case "k", "kb" -> kilo;
          case "m", "mb" -> kilo * kilo;
          case "g", "gb" -> kilo * kilo * kilo;
          case "kbit" -> kilo / 8;
          case "mbit" -> kilo * kilo / 8;
          case "gbit" -> kilo * kilo * kilo / 8;
          default -> -1;
        };
    double bytes = read.value * factor;
    return factor < 0 || bytes < 0 || bytes > UINT_MAX ? null : (Long) (long) bytes;
  }

  /// A rate, in bytes a second.
  static @Nullable Long rate(String text) {
    Read read = read(text);
    if (read == null) {
      return null;
    }
    boolean bytes = read.unit.endsWith("bps");
    if (!bytes && !read.unit.endsWith("bit") && !read.unit.isEmpty()) {
      return null;
    }
    double factor = read.unit.isEmpty() ? 1 : scale(read.unit.substring(0, read.unit.length() - 3));
    double bits = read.value * factor * (bytes ? 8 : 1);
    return factor < 0 || bits < 0 || bits > 1e18 ? null : (Long) (long) (bits / 8);
  }

  private static double scale(String prefix) {
    return switch (prefix) {
      case "" -> 1;
      case "k" -> 1e3;
      case "m" -> 1e6;
      case "g" -> 1e9;
      case "t" -> 1e12;
      case "ki" -> 0x1p10;
      case "mi" -> 0x1p20;
      case "gi" -> 0x1p30;
      case "ti" -> 0x1p40;
      default -> -1;
    };
  }

  /// A whole number, decimal, octal or hexadecimal as `strtol` with base 0.
  static @Nullable Long integer(String text, long min, long max) {
    try {
      long value = Long.decode(text);
      return value < min || value > max ? null : (Long) value;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /// A time as `print_time` shows it: `10ms`.
  static String timeText(long micros) {
    if (micros >= 1_000_000) {
      return general(micros / MILLION, 3) + "s";
    }
    return micros >= 1000 ? general(micros / 1000.0, 3) + "ms" : micros + "us";
  }

  /// A size as `sprint_size` shows it: `32Kb`.
  static String sizeText(long bytes) {
    double mega = Math.rint(bytes / 0x1p20);
    if (bytes >= 0x1p20 && Math.abs(mega * 0x1p20 - bytes) < 1024) {
      return general(mega, 6) + "Mb";
    }
    double kilo = Math.rint(bytes / 1024.0);
    if (bytes >= 1024 && Math.abs(kilo * 1024 - bytes) < 16) {
      return general(kilo, 6) + "Kb";
    }
    return bytes + "b";
  }

  /// A rate as `print_rate` shows it: `1Mbit`.
  static String rateText(long bytesPerSecond, boolean binary) {
    long rate = bytesPerSecond * 8;
    int kilo = binary ? 1024 : 1000;
    int unit = 0;
    while (unit < 4 && rate >= kilo && (rate % kilo == 0 || rate >= 1000L * kilo)) {
      rate /= kilo;
      unit++;
    }
    return rate
        + List.of("", "K", "M", "G", "T").get(unit)
        + (binary && unit > 0 ? "i" : "")
        + "bit";
  }

  /// A probability as `%g%%` of 100.
  static String percentText(long part) {
    return general(100.0 * part / UINT_MAX, 6) + "%";
  }

  /// `%.Ng` of C.
  private static String general(double value, int digits) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent < -4 || exponent >= digits) {
      String mantissa = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
      return mantissa + String.format(Locale.ROOT, "e%+03d", exponent);
    }
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
