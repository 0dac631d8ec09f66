package dev.drydock.drivers.engine;

import dev.drydock.core.sim.Calendar;
import dev.drydock.core.sim.Nanos;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Virtual time as the engine writes it: a run begins with the year 2026.
public final class Timestamps {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Timestamps() {}

  /// When a time of the run is.
  public static Instant at(long nanos) {
    return Calendar.at(nanos);
  }

  /// RFC 3339 with nine digits of a second.
  static String full(long nanos) {
    return SECONDS.format(at(nanos)) + String.format(Locale.ROOT, ".%09dZ", nanos % Nanos.SECOND);
  }

  /// As Go prints a time by itself: `2026-11-22 00:48:34.432024927 +0000 UTC`.
  public static String plain(long nanos) {
    return text(nanos).replace('T', ' ').replace("Z", " +0000 UTC");
  }

  /// RFC 3339 with whole seconds.
  static String seconds(long nanos) {
    return SECONDS.format(at(nanos)) + "Z";
  }

  /// RFC 3339 with as many digits of a second as are needed (Go `RFC3339Nano`); a negative time is
  /// Go's zero.
  public static String text(long nanos) {
    if (nanos < 0) {
      return "0001-01-01T00:00:00Z";
    }
    long fraction = nanos % Nanos.SECOND;
    String digits =
        fraction == 0 ? "" : String.format(Locale.ROOT, ".%09d", fraction).replaceAll("0+$", "");
    return SECONDS.format(at(nanos)) + digits + "Z";
  }
}
