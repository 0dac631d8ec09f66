package dev.drydock.drivers.engine;

import dev.drydock.core.sim.Nanos;
import dev.drydock.drivers.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the health of a container is asked for (moby `HealthConfig`).
///
/// @param test `CMD` and words, `CMD-SHELL` and one line, or `NONE`; empty for the image's own
/// @param times how often, and how long
/// @param retries after how many failures in a row it is unhealthy; 0 for the daemon's default
public record HealthCheck(List<String> test, Times times, int retries) {
  private static final int DEFAULT_RETRIES = 3; // defaultProbeRetries
  private static final long LEAST_NANOS = 1_000_000L; // MinimumDuration
  private static final List<String> SHELL = List.of("/bin/sh", "-c");

  /// Copies the words.
  public HealthCheck {
    test = List.copyOf(test);
  }

  /// `--no-healthcheck`.
  public static final HealthCheck NONE = of(List.of("NONE"));

  /// One with the daemon's times.
  public static HealthCheck of(List<String> test) {
    return new HealthCheck(test, new Times(0, 0, 0, 0), 0);
  }

  /// Spans in nanoseconds; 0 stands for the daemon's defaults.
  ///
  /// @param interval from the end of a check to the next
  /// @param timeout when a check is given up
  /// @param startPeriod how long failures do not count
  /// @param startInterval the interval within that time
  public record Times(long interval, long timeout, long startPeriod, long startInterval) {
    long intervalOrDefault() {
      return interval == 0 ? 30 * Nanos.SECOND : interval; // defaultProbeInterval
    }

    long timeoutOrDefault() {
      return timeout == 0 ? 30 * Nanos.SECOND : timeout; // defaultProbeTimeout
    }

    long startIntervalOrDefault() {
      return startInterval == 0 ? 5 * Nanos.SECOND : startInterval; // defaultStartInterval
    }
  }

  int retriesOrDefault() {
    return retries <= 0 ? DEFAULT_RETRIES : retries;
  }

  /// Whether there is something to ask.
  public boolean isAsked() {
    return !command().isEmpty();
  }

  /// The words that are run; none when nothing is asked (`getProbe`).
  List<String> command() {
    if (test.size() < 2) {
      return List.of();
    }
    List<String> words = new ArrayList<>();
    if (test.getFirst().equals("CMD-SHELL")) {
      words.addAll(SHELL);
    } else if (!test.getFirst().equals("CMD")) {
      return List.of();
    }
    words.addAll(test.subList(1, test.size()));
    return words;
  }

  /// What the daemon does not take (`validateHealthCheck`).
  void check() {
    atLeast(times.interval, "Interval");
    atLeast(times.timeout, "Timeout");
    if (retries < 0) {
      throw new EngineException("Retries in Healthcheck cannot be negative");
    }
    atLeast(times.startPeriod, "StartPeriod");
    atLeast(times.startInterval, "StartInterval");
  }

  private static void atLeast(long nanos, String what) {
    if (nanos != 0 && nanos < LEAST_NANOS) {
      throw new EngineException(
          what + " in Healthcheck cannot be less than " + GoDuration.text(LEAST_NANOS));
    }
  }

  /// As `docker inspect` shows it: what is 0 is left out.
  public Map<String, @Nullable Object> fields() {
    Fields fields = new Fields();
    if (!test.isEmpty()) {
      fields.put("Test", test);
    }
    put(fields, "Interval", times.interval);
    put(fields, "Timeout", times.timeout);
    put(fields, "StartPeriod", times.startPeriod);
    put(fields, "StartInterval", times.startInterval);
    put(fields, "Retries", retries);
    return fields.map();
  }

  private static void put(Fields fields, String key, long value) {
    if (value != 0) {
      fields.put(key, value);
    }
  }
}
