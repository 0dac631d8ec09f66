package dev.drydock.core.netfilter.rule;

import java.util.Locale;

/// Rates of packets as iptables reads and prints them: `5/minute` (`parse_rate`, `print_rate`).
final class RateText {
  private static final long[] SECONDS = {86_400, 3_600, 60, 1};
  private static final String[] WORDS = {"day", "hour", "min", "sec"};

  private RateText() {}

  /// The time between two packets of a rate, in parts of a second; 0 when the text is none.
  ///
  /// @param scale parts a second has
  static long period(String rate, long scale) {
    String[] parts = rate.split("/", 2);
    long seconds = parts.length == 1 ? 1 : seconds(parts[1].toLowerCase(Locale.ROOT));
    long count = parts[0].matches("\\d{1,9}") ? Long.parseLong(parts[0]) : 0;
    return seconds == 0 || count == 0 ? 0 : scale * seconds / count;
  }

  /// Whether a rate is more than one packet in each part of a second.
  static boolean isTooFast(String rate, long scale) {
    String[] parts = rate.split("/", 2);
    long seconds = parts.length == 1 ? 1 : seconds(parts[1].toLowerCase(Locale.ROOT));
    long count = parts[0].matches("\\d{1,9}") ? Long.parseLong(parts[0]) : 0;
    return seconds > 0 && count / seconds > scale;
  }

  private static long seconds(String word) {
    for (String unit : new String[] {"second", "minute", "hour", "day"}) {
      if (!word.isEmpty() && unit.startsWith(word)) {
        return switch (unit) {
          case "minute" -> 60;
          case "hour" -> 3_600;
          case "day" -> 86_400;
          default -> 1;
        };
      }
    }
    return 0;
  }

  /// The unit that a period is shown in: the largest that loses nothing.
  private static int unit(long period, long scale) {
    int at = 1;
    while (at < SECONDS.length) {
      long second = SECONDS[at] * scale;
      if (period > second || second / period < second % period) {
        break;
      }
      at++;
    }
    return at - 1;
  }

  /// `5/min`.
  static String of(long period, long scale) {
    int unit = unit(period, scale);
    return SECONDS[unit] * scale / period + "/" + WORDS[unit];
  }

  /// How many seconds the unit has that a period is shown in.
  static long unitSeconds(long period, long scale) {
    return SECONDS[unit(period, scale)];
  }
}
