package dev.drydock.core.qdisc;

/// How netem's delays spread: 4096 values of a curve with mean 0, in units of 1/8192 of the jitter
/// (the tables that `tc` loads; made as iproute2 makes them, `netem/normal.c` and its neighbours).
public enum DelayDistribution {
  /// Every delay within the jitter is as likely; what the kernel does without a table.
  UNIFORM,
  /// The bell curve; the jitter is its standard deviation.
  NORMAL,
  /// Most a little earlier, few much later (exponent 3).
  PARETO,
  /// One part of the bell curve and three of Pareto's.
  PARETONORMAL;

  /// `NETEM_DIST_SCALE`.
  private static final int SCALE = 8192;

  private static final int VALUES = 4096;

  /// The table; empty for [#UNIFORM].
  short[] table() {
    short[] table = new short[this == UNIFORM ? 0 : VALUES];
    for (int i = 0; i < table.length; i++) {
      table[i] = (short) Math.clamp(value(i), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return table;
  }

  private long value(int i) {
    double part = i / (double) VALUES;
    return switch (this) {
      case UNIFORM -> 0;
      case NORMAL -> normal(part);
      case PARETO -> pareto(part);
      case PARETONORMAL -> (normal(part) + 3 * pareto(part)) / 4;
    };
  }

  private static long normal(double part) {
    return part == 0 ? Short.MIN_VALUE : Math.round(quantile(part) * SCALE);
  }

  private static long pareto(double part) {
    double value = Math.pow(1 - part, -1.0 / 3) - 1.5;
    return Math.min(Short.MAX_VALUE, Math.round(value * 4 / 3 * SCALE));
  }

  /// The point below which this part of the bell curve lies, found by halving.
  private static double quantile(double part) {
    double low = -10;
    double high = 10;
    while (high - low > 1e-7) {
      double middle = (low + high) / 2;
      if (below(middle) < part) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /// The part of the bell curve below a point: Marsaglia's series (2004).
  private static double below(double point) {
    double term = point;
    double sum = point;
    for (int i = 3; Math.abs(term) > 1e-14; i += 2) {
      term = term * point * point / i;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-point * point / 2) / Math.sqrt(2 * Math.PI);
  }

  /// A delay.
  ///
  /// @param table of a distribution, empty for [#UNIFORM]
  /// @param number random, 0 to 2^32 - 1
  /// @return nanoseconds around `meanNanos`, perhaps negative (`tabledist`)
  static long delay(long meanNanos, long jitterNanos, short[] table, long number) {
    if (jitterNanos == 0) {
      return meanNanos;
    }
    if (table.length == 0) {
      return Long.remainderUnsigned(number, 2 * jitterNanos) + meanNanos - jitterNanos;
    }
    int entry = table[(int) (number % table.length)];
    long rest = jitterNanos % SCALE * entry;
    rest += rest >= 0 ? SCALE / 2 : -SCALE / 2;
    return rest / SCALE + jitterNanos / SCALE * entry + meanNanos;
  }
}
