package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.drivers.engine.GoDuration;
import dev.drydock.drivers.engine.HealthCheck;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The options of `docker run` and of services that ask for a container's health (docker/cli
/// `cli/command/container/opts.go`, `cli/command/service/update.go`).
public final class HealthWords {
  private static final List<String> TIMES =
      List.of("health-interval", "health-timeout", "health-start-period", "health-start-interval");

  private HealthWords() {}

  public static Flags addTo(Flags flags, boolean asksSoonerAtStart) {
    if (asksSoonerAtStart) {
      flags.values("health-start-interval");
    }
    return flags
        .values("health-cmd", "health-interval", "health-retries", "health-start-period")
        .values("health-timeout")
        .switches("no-healthcheck");
  }

  /// What is asked for; null when nothing is said.
  static @Nullable HealthCheck of(Flags.Given given, String verb) throws Failure {
    long[] nanos = new long[TIMES.size()];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = nanos(given, TIMES.get(i), verb);
    }
    String command = given.last("health-cmd", "");
    int retries = retries(given, verb);
    boolean isSet = !command.isEmpty() || retries != 0;
    for (long each : nanos) {
      isSet |= each != 0;
    }
    if (given.has("no-healthcheck")) {
      if (isSet) {
        throw Failure.options("--no-healthcheck conflicts with --health-* options");
      }
      return HealthCheck.NONE;
    }
    if (!isSet) {
      return null;
    }
    for (int i = 0; i < nanos.length; i++) {
      refuseNegative(nanos[i], TIMES.get(i));
    }
    refuseNegative(retries, "health-retries");
    return new HealthCheck(
        command.isEmpty() ? List.of() : List.of("CMD-SHELL", command),
        new HealthCheck.Times(nanos[0], nanos[1], nanos[2], nanos[3]),
        retries);
  }

  /// What is asked for of the tasks of a service.
  ///
  /// @param old what was asked for before
  public static @Nullable HealthCheck ofService(
      @Nullable HealthCheck old, Flags.Given given, String verb) throws Failure {
    boolean isSet = false;
    for (String each : given.values().keySet()) {
      isSet |= each.startsWith("health-");
    }
    if (given.has("no-healthcheck") && isSet) {
      throw new Failure("--no-healthcheck conflicts with --health-* options", 1);
    }
    if (given.has("no-healthcheck")) {
      return HealthCheck.NONE;
    }
    if (!isSet) {
      return old;
    }
    HealthCheck known = old == null ? HealthCheck.of(List.of()) : old;
    boolean isNone = known.equals(HealthCheck.NONE);
    HealthCheck.Times times = known.times();
    String command = given.last("health-cmd", "");
    List<String> test = isNone ? List.of() : known.test();
    if (given.values().containsKey("health-cmd")) {
      test = command.isEmpty() ? List.of() : List.of("CMD-SHELL", command);
    }
    return new HealthCheck(
        test,
        new HealthCheck.Times(
            span(given, TIMES.get(0), times.interval(), verb),
            span(given, TIMES.get(1), times.timeout(), verb),
            span(given, TIMES.get(2), times.startPeriod(), verb),
            span(given, TIMES.get(3), times.startInterval(), verb)),
        given.values().containsKey("health-retries") ? retries(given, verb) : known.retries());
  }

  private static long span(Flags.Given given, String option, long old, String verb) throws Failure {
    if (given.all(option).isEmpty()) {
      return old;
    }
    long nanos = nanos(given, option, verb);
    if (nanos < 0) {
      throw invalid(given.last(option, ""), option, "duration cannot be negative", verb);
    }
    return nanos;
  }

  private static void refuseNegative(long value, String option) throws Failure {
    if (value < 0) {
      throw Failure.options("--" + option + " cannot be negative");
    }
  }

  private static long nanos(Flags.Given given, String option, String verb) throws Failure {
    String text = given.last(option, "0s");
    try {
      return GoDuration.parse(text);
    } catch (IllegalArgumentException e) {
      throw invalid(text, option, String.valueOf(e.getMessage()), verb);
    }
  }

  private static int retries(Flags.Given given, String verb) throws Failure {
    String text = given.last("health-retries", "0");
    if (!text.matches("[+-]?\\d{1,9}")) {
      String why = "strconv.ParseInt: parsing \"" + text + "\": invalid syntax";
      throw invalid(text, "health-retries", why, verb);
    }
    return Integer.parseInt(text);
  }

  private static Failure invalid(String text, String option, String why, String verb) {
    return Failure.usage(
        "invalid argument \"" + text + "\" for \"--" + option + "\" flag: " + why, verb);
  }
}
