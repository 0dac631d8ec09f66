package dev.drydock.scenarios.tools.ping;

import java.util.Locale;

/// The round trip times of a ping, in whole microseconds as both tools keep them, and their
/// statistics.
final class RoundTrips {
  private static final long NANOS_PER_MICRO = 1000;

  private long count;
  private long minMicros = Long.MAX_VALUE;
  private long maxMicros;
  private long sumMicros;
  private double sumOfSquares;

  RoundTrips() {}

  /// Adds a time.
  ///
  /// @return it, in microseconds
  long add(long nanos) {
    long micros = nanos / NANOS_PER_MICRO;
    count++;
    minMicros = Math.min(minMicros, micros);
    maxMicros = Math.max(maxMicros, micros);
    sumMicros += micros;
    sumOfSquares += (double) micros * micros;
    return micros;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /// `MIN/AVG/MAX` in milliseconds.
  String minAvgMax() {
    return millis(minMicros) + "/" + millis(sumMicros / count) + "/" + millis(maxMicros);
  }

  /// `MIN/AVG/MAX/MDEV` in milliseconds (`finish` of iputils).
  String minAvgMaxDeviation() {
    long squareOfSum = sumMicros * sumMicros / count;
    double variance = (sumOfSquares - squareOfSum) / count;
    return minAvgMax() + "/" + millis(root((long) variance));
  }

  /// The integer square root of `llsqrt`, which may be one above the true one.
  private static long root(long square) {
    long previous = Long.MAX_VALUE;
    long root = square;
    while (root > 0 && root < previous) {
      previous = root;
      root = (root + (square / root)) / 2;
    }
    return root;
  }

  /// Microseconds as milliseconds with three decimals.
  static String millis(long micros) {
    return String.format(Locale.ROOT, "%d.%03d", micros / 1000, micros % 1000);
  }

  /// A time as iputils shows it: three digits that count.
  static String shown(long micros) {
    if (micros >= 100_000 - 50) {
      return Long.toString((micros + 500) / 1000);
    }
    if (micros >= 10_000 - 5) {
      long rounded = micros + 50;
      return rounded / 1000 + "." + (rounded % 1000) / 100;
    }
    if (micros >= 1000) {
      long rounded = micros + 5;
      return String.format(Locale.ROOT, "%d.%02d", rounded / 1000, (rounded % 1000) / 10);
    }
    return millis(micros);
  }
}
