package dev.drydock.core.sim;

import java.time.Instant;

/// What the clocks of a run show: it begins with the year 2026.
public final class Calendar {
  private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");
  private static final long EPOCH_MICROS = EPOCH.getEpochSecond() * 1_000_000;

  private Calendar() {}

  /// When a time of the run is.
  ///
  /// @param nanos virtual time since the start of the run; negative for before it
  public static Instant at(long nanos) {
    return EPOCH.plusNanos(nanos);
  }

  /// The same as microseconds since 1970 (`gettimeofday`).
  ///
  /// @param nanos virtual time since the start of the run, 0 or more
  public static long micros(long nanos) {
    return EPOCH_MICROS + nanos / 1000;
  }
}
