package dev.drydock.scenarios.tools.docker.client;

import dev.drydock.core.sim.Calendar;
import dev.drydock.core.sim.Nanos;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/// A time as `--since`, `--until` and filters take it (moby `api/types/time/timestamp.go`): a time
/// before now is sent in whole seconds.
public final class GivenTime {
  private GivenTime() {}

  /// The same, of a filter, which the daemon reads.
  static long ofFilter(String text, long now) throws Failure {
    try {
      return nanos(text, now, Long.MAX_VALUE);
    } catch (Failure e) {
      throw new Failure("Error response from daemon: " + e.getMessage(), 1);
    }
  }

  /// The same, of an option that the client reads (moby `client/container_logs.go`).
  public static long ofOption(String option, String text, long now, long otherwise) throws Failure {
    try {
      return nanos(text, now, otherwise);
    } catch (Failure e) {
      throw new Failure("invalid value for \"" + option + "\": " + e.getMessage(), 1);
    }
  }

  /// `10m` before now, seconds since 1970, or a date; nanoseconds since the start of the run.
  public static long nanos(String text, long now, long otherwise) throws Failure {
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      if (text.matches("\\d+(\\.\\d+)?")) {
        double seconds = Double.parseDouble(text) - Calendar.at(0).getEpochSecond();
        return (long) (seconds * Nanos.SECOND);
      }
      if (text.matches("-?(\\d+(\\.\\d+)?[hms])+")) {
        String iso = "PT" + text.replace("-", "").toUpperCase(java.util.Locale.ROOT);
        Duration ago = Duration.parse(iso);
        long at = text.startsWith("-") ? now + ago.toNanos() : now - ago.toNanos();
        return Math.floorDiv(at, Nanos.SECOND) * Nanos.SECOND;
      }
      Instant at = instant(text);
      return Duration.between(Calendar.at(0), at).toNanos();
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new Failure("failed to parse value as time or duration: \"" + text + "\"", 1);
    }
  }

  /// A date, with or without a time and a zone (moby `timestamp.GetTimestamp`); UTC is the local
  /// one.
  private static Instant instant(String text) {
    String whole = text.length() <= "2006-01-02".length() ? text + "T00:00:00" : text;
    String zoned = whole.matches(".*(Z|[+-]\\d\\d:\\d\\d)") ? whole : whole + "Z";
    return OffsetDateTime.parse(zoned).toInstant();
  }
}
