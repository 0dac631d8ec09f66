package dev.drydock.scenarios.tools.docker;

/// Durations in docker's rough words (docker/go-units `HumanDuration`).
final class HumanTime {
  private static final long SECOND = 1_000_000_000L;

  private HumanTime() {}

  static String of(long nanos) {
    long seconds = nanos / SECOND;
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
    return days < 14 ? days + " days" : days / 7 + " weeks";
  }
}
