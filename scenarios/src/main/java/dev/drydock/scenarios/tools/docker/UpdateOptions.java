package dev.drydock.scenarios.tools.docker;

import dev.drydock.drivers.swarm.ServiceSpec;
import dev.drydock.scenarios.text.Quantities;

/// The options of `docker service create` and `update` that say how tasks are replaced. What to do
/// when an update fails has no effect: it goes on.
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
    "rollback-monitor"
  };

  private UpdateOptions() {}

  /// All of them.
  static String[] names() {
    return NAMES.clone();
  }

  /// How tasks are replaced after these options.
  static ServiceSpec.Updates of(ServiceSpec.Updates old, Flags.Given given) throws Failure {
    String parallelism = given.last("update-parallelism", "" + old.parallelism());
    if (!parallelism.matches("\\d{1,6}")) {
      throw refused(parallelism, "--update-parallelism", "invalid syntax");
    }
    String order = given.last("update-order", old.startsFirst() ? "start-first" : "stop-first");
    if (!order.equals("start-first") && !order.equals("stop-first")) {
      throw new Failure(
          "Error response from daemon: invalid UpdateConfig: unrecognized update order " + order,
          1);
    }
    long delay = old.delayNanos();
    for (String text : given.all("update-delay")) {
      Long nanos = Quantities.nanos(text);
      if (nanos == null || nanos < 0) {
        throw refused(text, "--update-delay", "time: invalid duration \"" + text + "\"");
      }
      delay = nanos;
    }
    return new ServiceSpec.Updates(
        Integer.parseInt(parallelism), delay, order.equals("start-first"));
  }

  private static Failure refused(String text, String option, String why) {
    return Failure.usage(
        "invalid argument \"" + text + "\" for \"" + option + "\" flag: " + why, "service update");
  }
}
