package dev.drydock.core.transport.tcp;

/// The estimate of the round-trip time and the timeout made of it (Linux `tcp_rtt_estimator`, RFC
/// 6298). Times in microseconds unless the name says otherwise.
final class RoundTrip {
  /// `TCP_TIMEOUT_INIT`.
  static final long INITIAL_NANOS = 1_000_000_000L;

  /// `TCP_RTO_MIN`.
  static final long LEAST_NANOS = 200_000_000L;

  /// `TCP_RTO_MAX`.
  static final long MOST_NANOS = 120_000_000_000L;

  private static final int LEAST_MICROS = 200_000;

  /// `tcp_min_rtt_wlen`: how long a least time counts.
  private static final long LEAST_WINDOW_NANOS = 300_000_000_000L;

  /// Eight times the smoothed time; 0 before the first measurement.
  private int srtt;

  private int deviation;
  private int deviationMost;
  private int variation;
  private int windowEnd;
  private long timeoutNanos = INITIAL_NANOS;
  private int backoff;
  private int least = Integer.MAX_VALUE;
  private long leastAtNanos;

  boolean isKnown() {
    return srtt != 0;
  }

  long smoothedNanos() {
    return (srtt >> 3) * 1000L;
  }

  /// The mean deviation as the kernel tells it (`tcpi_rttvar`).
  int deviationMicros() {
    return deviation >> 2;
  }

  int smoothedMicros() {
    return srtt >> 3;
  }

  /// The least seen lately, microseconds; the largest number before the first measurement.
  int leastMicros() {
    return least;
  }

  /// What one timeout takes, with the doubling of repeated ones.
  long timeoutNanos() {
    return Math.min(MOST_NANOS, timeoutNanos << Math.min(backoff, 20));
  }

  void backOff() {
    backoff++;
  }

  void resetBackoff() {
    backoff = 0;
  }

  /// Takes a measurement.
  ///
  /// @param una what is acknowledged
  /// @param next the next sequence number to send, which ends a window of measurements
  void measure(long nanos, int una, int next, long nowNanos) {
    int m = (int) Math.max(1, Math.min(Integer.MAX_VALUE >> 4, nanos / 1000));
    if (m <= least || nowNanos - leastAtNanos > LEAST_WINDOW_NANOS) {
      least = m;
      leastAtNanos = nowNanos;
    }
    if (srtt == 0) {
      srtt = m << 3;
      deviation = m << 1;
      variation = Math.max(deviation, LEAST_MICROS);
      deviationMost = variation;
      windowEnd = next;
    } else {
      smooth(m, una, next);
    }
    backoff = 0;
    timeoutNanos = Math.min(MOST_NANOS, ((srtt >> 3) + variation) * 1000L);
  }

  private void smooth(int measured, int una, int next) {
    int error = measured - (srtt >> 3);
    srtt += error;
    if (error < 0) {
      error = -error - (deviation >> 2);
      // A fall of the time must not raise the deviation as a rise does (RFC 2988 revisited).
      if (error > 0) {
        error >>= 3;
      }
    } else {
      error -= deviation >> 2;
    }
    deviation += error;
    if (deviation > deviationMost) {
      deviationMost = deviation;
      variation = Math.max(variation, deviationMost);
    }
    if (Sequence.after(una, windowEnd)) {
      if (deviationMost < variation) {
        variation -= (variation - deviationMost) >> 2;
      }
      windowEnd = next;
      deviationMost = LEAST_MICROS;
    }
  }
}
