package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.swarm.ServiceSpec;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.FlagValues;
import dev.drydock.scenarios.tools.docker.client.Flags;

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
  private final FlagValues values;

  private UpdateOptions(Flags.Given given, String verb) {
    this.given = given;
    this.values = new FlagValues(given, verb);
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
    if (!order.equals("start-first") && !order.equals("stop-first")) {
      throw daemon("unrecognized update order " + order);
    }
    ServiceSpec.Failure failure = old.failure();
    return new ServiceSpec.Updates(
        values.unsigned(kind + "-parallelism", old.parallelism()),
        values.nanos(kind + "-delay", old.delayNanos()),
        order.equals("start-first"),
        new ServiceSpec.Failure(
            action(kind, failure.action()),
            ratio(kind + "-max-failure-ratio", failure.maxRatio()),
            values.nanos(kind + "-monitor", failure.monitorNanos())));
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
        values.nanos("restart-delay", old.delayNanos()),
        values.unsigned("restart-max-attempts", old.maxAttempts()),
        values.nanos("restart-window", old.windowNanos()));
  }

  private static ServiceSpec.RestartCondition condition(String word) throws Failure {
    for (ServiceSpec.RestartCondition each : ServiceSpec.RestartCondition.values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw daemon("invalid RestartCondition: \"" + word + "\"");
  }

  private double ratio(String option, double old) throws Failure {
    String text = given.last(option, Double.toString(old));
    if (!text.matches("\\d{0,3}(\\.\\d{1,6})?") || text.isEmpty()) {
      throw values.refused(
          text, option, "strconv.ParseFloat: parsing \"" + text + "\": invalid syntax");
    }
    return Double.parseDouble(text);
  }

  private static Failure daemon(String text) {
    return new Failure("Error response from daemon: " + text, 1);
  }
}
