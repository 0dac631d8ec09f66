package dev.drydock.scenarios.tools.docker;

import dev.drydock.drivers.swarm.ServiceSpec;
import dev.drydock.scenarios.text.Quantities;

/// The options of `docker service create` and `update` that say how tasks are replaced and
/// followed: `--update-…`, `--rollback-…`, `--restart-…` (docker/cli `command/service/opts.go`).
final class UpdateOptions {
  private static final String[] NAMES = {
    "update-parallelism",
    "update-delay",
    "update-order",
    "update-failure-action",
    "update-max-failure-ratio",
    "update-monitor",
    "rollback-parallelism",
    "rollback-delay",
    "rollback-order",
    "rollback-failure-action",
    "rollback-max-failure-ratio",
    "rollback-monitor",
    "restart-condition",
    "restart-delay",
    "restart-max-attempts",
    "restart-window"
  };

  private final Flags.Given given;
  private final String verb;

  private UpdateOptions(Flags.Given given, String verb) {
    this.given = given;
    this.verb = verb;
  }

  /// All of them.
  static String[] names() {
    return NAMES.clone();
  }

  /// How tasks are replaced and followed after these options.
  static ServiceSpec.Upkeep of(ServiceSpec.Upkeep old, Flags.Given given, String verb)
      throws Failure {
    UpdateOptions options = new UpdateOptions(given, verb);
    return new ServiceSpec.Upkeep(
        options.updates(old.updates(), "update"),
        options.updates(old.rollback(), "rollback"),
        options.restarts(old.restarts()));
  }

  private ServiceSpec.Updates updates(ServiceSpec.Updates old, String kind) throws Failure {
    String order = given.last(kind + "-order", old.startsFirst() ? "start-first" : "stop-first");
    String config = kind.equals("update") ? "UpdateConfig" : "RollbackConfig";
    if (!order.equals("start-first") && !order.equals("stop-first")) {
      throw daemon("invalid " + config + ": unrecognized update order " + order);
    }
    ServiceSpec.Failure failure = old.failure();
    return new ServiceSpec.Updates(
        number(kind + "-parallelism", old.parallelism()),
        nanos(kind + "-delay", old.delayNanos()),
        order.equals("start-first"),
        new ServiceSpec.Failure(
            action(kind, failure.action()),
            ratio(kind + "-max-failure-ratio", failure.maxRatio()),
            nanos(kind + "-monitor", failure.monitorNanos())));
  }

  private ServiceSpec.FailureAction action(String kind, ServiceSpec.FailureAction old)
      throws Failure {
    String word = given.last(kind + "-failure-action", old.word());
    boolean isUpdate = kind.equals("update");
    for (ServiceSpec.FailureAction each : ServiceSpec.FailureAction.values()) {
      if (each.word().equals(word) && (isUpdate || each != ServiceSpec.FailureAction.ROLLBACK)) {
        return each;
      }
    }
    String what = isUpdate ? "update" : "rollback";
    throw daemon("unrecognized " + what + " failure action " + word);
  }

  private ServiceSpec.Restarts restarts(ServiceSpec.Restarts old) throws Failure {
    return new ServiceSpec.Restarts(
        condition(given.last("restart-condition", old.condition().word())),
        nanos("restart-delay", old.delayNanos()),
        number("restart-max-attempts", old.maxAttempts()),
        nanos("restart-window", old.windowNanos()));
  }

  private static ServiceSpec.RestartCondition condition(String word) throws Failure {
    for (ServiceSpec.RestartCondition each : ServiceSpec.RestartCondition.values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw daemon("invalid RestartCondition: \"" + word + "\"");
  }

  private int number(String option, int old) throws Failure {
    String text = given.last(option, Integer.toString(old));
    if (!text.matches("\\d{1,6}")) {
      throw refused(text, option, "strconv.ParseUint: parsing \"" + text + "\": invalid syntax");
    }
    return Integer.parseInt(text);
  }

  private double ratio(String option, double old) throws Failure {
    String text = given.last(option, Double.toString(old));
    if (!text.matches("\\d{0,3}(\\.\\d{1,6})?") || text.isEmpty()) {
      throw refused(text, option, "strconv.ParseFloat: parsing \"" + text + "\": invalid syntax");
    }
    double ratio = Double.parseDouble(text);
    if (ratio > 1) {
      throw daemon("update maxfailureratio cannot be less than 0 or bigger than 1");
    }
    return ratio;
  }

  private long nanos(String option, long old) throws Failure {
    if (given.all(option).isEmpty()) {
      return old;
    }
    String text = given.last(option, "");
    Long nanos = Quantities.nanos(text);
    if (nanos == null || nanos < 0) {
      throw refused(text, option, "time: invalid duration \"" + text + "\"");
    }
    return nanos;
  }

  private static Failure daemon(String text) {
    return new Failure("Error response from daemon: " + text, 1);
  }

  private Failure refused(String text, String option, String why) {
    return Failure.usage(
        "invalid argument \"" + text + "\" for \"--" + option + "\" flag: " + why, verb);
  }
}
