package dev.drydock.scenarios.tools.docker.show;

import dev.drydock.core.sim.Nanos;
import dev.drydock.drivers.engine.Timestamps;

/// Durations in docker's rough words (docker/go-units `HumanDuration`).
public final class HumanTime {
  private static final int MONTH_DAYS = 30;
  private static final int YEAR_DAYS = 365;

  private HumanTime() {}

  /// A time of the run to the second (RFC 3339).
  public static String rfc3339(long nanos) {
    return second(nanos).replace(" +0000 UTC", "Z").replace(' ', 'T');
  }

  /// The same as Go prints times (`Time.String`): `2026-01-02 15:04:05 +0000 UTC`.
  public static String second(long nanos) {
    return Timestamps.plain(nanos - nanos % Nanos.SECOND);
  }

  public static String of(long nanos) {
    long seconds = nanos / Nanos.SECOND;
    if (seconds < 1) {
      return "Less than a second";
    }
    if (seconds == 1) {
      return "1 second";
    }
    if (seconds < 60) {
      return seconds + " seconds";
    }
    long minutes = seconds / 60;
    if (minutes == 1) {
      return "About a minute";
    }
    if (minutes < 60) {
      return minutes + " minutes";
    }
    long hours = (seconds + 1800) / 3600;
    if (hours == 1) {
      return "About an hour";
    }
    if (hours < 48) {
      return hours + " hours";
    }
    long days = hours / 24;
    if (days < 14) {
      return days + " days";
    }
    if (days < 2 * MONTH_DAYS) {
      return days / 7 + " weeks";
    }
    return days < 2 * YEAR_DAYS ? days / MONTH_DAYS + " months" : days / YEAR_DAYS + " years";
  }
}
