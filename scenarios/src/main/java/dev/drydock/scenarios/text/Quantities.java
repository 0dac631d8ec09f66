package dev.drydock.scenarios.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Numbers with units as scenario files write them. Every method answers null for what is none.
public final class Quantities {

  private static final Pattern PART = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)([a-zµ]+)");
  private static final Pattern BYTES = Pattern.compile("([0-9]{1,9})([kmg]?)b?");
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,9})?) ?%");

  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L);

  /// The units of `tc` that count bits.
  private static final Map<String, Long> BITS =
      Map.of(
          "bit", 1L,
          "kbit", 1_000L,
          "mbit", 1_000_000L,
          "gbit", 1_000_000_000L,
          "tbit", 1_000_000_000_000L);

  private Quantities() {}

  /// Nanoseconds of `20us`, `1.5ms`, `10s` or `1m30s`; `0` needs no unit.
  public static @Nullable Long nanos(String text) {
    if (text.equals("0")) {
      return 0L;
    }
    var parts = PART.matcher(text);
    var total = BigDecimal.ZERO;
    var at = 0;
    while (at < text.length() && parts.find() && parts.start() == at) {
      var unit = NANOS.get(parts.group(2));
      if (unit == null) {
        return null;
      }
      total = total.add(new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit)));
      at = parts.end();
    }
    return at == 0 || at < text.length() ? null : whole(total);
  }

  /// Bits per second of `1gbit`, `100mbit`, `64kbit`; `0` needs no unit.
  public static @Nullable Long bitsPerSecond(String text) {
    if (text.equals("0")) {
      return 0L;
    }
    var part = PART.matcher(text.toLowerCase(Locale.ROOT));
    if (!part.matches()) {
      return null;
    }
    var unit = BITS.get(part.group(2));
    return unit == null
        ? null
        : whole(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
  }

  /// A part of one, from `10%` or `0.5%`; `0` needs no sign.
  public static @Nullable Double fraction(String text) {
    if (text.equals("0")) {
      return 0.0;
    }
    var percent = PERCENT.matcher(text);
    if (!percent.matches()) {
      return null;
    }
    var value = Double.parseDouble(percent.group(1)) / 100;
    return value > 1 ? null : Double.valueOf(value);
  }

  /// The shortest text of a time with one unit: `20us`.
  public static String nanosText(long nanos) {
    for (var unit : List.of("s", "ms", "us")) {
      var size = NANOS.getOrDefault(unit, 1L);
      if (nanos % size == 0) {
        return nanos == 0 ? "0" : nanos / size + unit;
      }
    }
    return nanos + "ns";
  }

  /// The shortest text of a rate with one unit: `100mbit`.
  public static String bitsPerSecondText(long bitsPerSecond) {
    for (var unit : List.of("tbit", "gbit", "mbit", "kbit")) {
      var size = BITS.getOrDefault(unit, 1L);
      if (bitsPerSecond % size == 0) {
        return bitsPerSecond == 0 ? "0" : bitsPerSecond / size + unit;
      }
    }
    return bitsPerSecond + "bit";
  }

  private static @Nullable Long whole(BigDecimal value) {
    var rounded = value.setScale(0, RoundingMode.HALF_UP);
    return rounded.unscaledValue().bitLength() > 62 ? null : Long.valueOf(rounded.longValue());
  }

  /// Bytes such as `500000`, `64k`, `100MB` or `1G`, by powers of 1024; null for other texts.
  public static @Nullable Long bytes(String text) {
    Matcher matcher = BYTES.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return null;
    }
    String unit = matcher.group(2);
    int power = unit.isEmpty() ? 0 : 1 + "kmg".indexOf(unit);
    return Long.parseLong(matcher.group(1)) << (10 * power);
  }

  /// The text of a number of bytes, in the largest unit that it is a whole number of.
  public static String bytesText(long bytes) {
    String[] units = {" bytes", "k", "M", "G"};
    int unit = 0;
    long number = bytes;
    while (unit < 3 && number >= 1024 && number % 1024 == 0) {
      number /= 1024;
      unit++;
    }
    return number + units[unit];
  }
}
