package dev.drydock.scenarios.tools.http;

import java.util.Locale;

/// How GNU `wget` tells what came of a transfer where no terminal is: a dot for each KiB, ten in a
/// group, fifty in a row, and the rate (`progress.c`, `retr.c`). The rate of each row is that of
/// the whole.
///
/// @param bytes that came
/// @param total as the server said; -1 where it did not
/// @param nanos how long it took
record WgetProgress(long bytes, long total, long nanos) {
  private static final int DOT_BYTES = 1024;
  private static final int GROUP = 10;
  private static final int ROW = 50;
  private static final double TWO_DIGITS = 9.995;
  private static final double ONE_DIGIT = 99.95;

  /// The rows of dots.
  String dots() {
    StringBuilder out = new StringBuilder();
    long dots = bytes / DOT_BYTES;
    for (long row = 0; row <= dots / ROW; row++) {
      out.append(String.format(Locale.ROOT, "%6dK", row * ROW));
      long filled = Math.min(dots - row * ROW, ROW);
      for (int i = 0; i < ROW; i++) {
        out.append(i % GROUP == 0 ? " " : "").append(i < filled ? '.' : ' ');
      }
      boolean isLast = row == dots / ROW;
      long there = isLast ? bytes : (row + 1) * ROW * DOT_BYTES;
      if (total > 0) {
        out.append(String.format(Locale.ROOT, "%3d%%", there * 100 / total));
      }
      out.append(' ').append(rate(new String[] {"", "K", "M", "G"}, "%4."));
      out.append(isLast ? "=" + seconds(nanos / 1e9) + "s" : left(there)).append('\n');
    }
    return out.toString();
  }

  /// What a row says of the time that is left.
  private String left(long there) {
    return total > 0 ? " " + (long) ((total - there) / perSecond() + 0.5) + "s" : "";
  }

  /// `2.36 MB/s`.
  String rate() {
    return rate(new String[] {" B/s", " KB/s", " MB/s", " GB/s"}, "%.");
  }

  private double perSecond() {
    return bytes * 1e9 / Math.max(nanos, 1);
  }

  private String rate(String[] units, String width) {
    double rate = perSecond();
    int unit = 0;
    while (rate >= DOT_BYTES && unit < units.length - 1) {
      rate /= DOT_BYTES;
      unit++;
    }
    int digits = rate >= ONE_DIGIT ? 0 : rate >= TWO_DIGITS ? 1 : 2;
    return String.format(Locale.ROOT, width + digits + "f", rate) + units[unit];
  }

  /// `print_decimal`.
  private static String seconds(double number) {
    if (number >= 10) {
      return String.format(Locale.ROOT, "%.0f", number);
    }
    if (number >= 1) {
      return String.format(Locale.ROOT, "%.1f", number);
    }
    if (number < 0.0005) {
      return "0";
    }
    double shown = Math.max(number, 0.001);
    int digits = shown >= 0.095 ? 1 : shown >= 0.0095 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + digits + "f", shown);
  }
}
