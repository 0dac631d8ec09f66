package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.drivers.engine.AgentTold;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.ContainerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What `--details` tells of each line of a log: labels and variables of its container that the
/// options of its log driver name (moby `daemon/logger/loginfo.go`, `ExtraAttributes`; 20.10.24).
public final class LogDetails {
  private LogDetails() {}

  /// Those of a container by name.
  public static Map<String, String> of(Container container) {
    ContainerSpec.Told told = container.spec().told();
    AgentTold agent = told.byAgent();
    AgentTold.Logs logs = agent == null ? null : agent.logs();
    Map<?, ?> options =
        agent == null ? told.host().logOptions() : logs == null ? Map.of() : logs.options();
    Map<String, String> details = new TreeMap<>();
    for (String name : names(options.get("labels"))) {
      String value = container.spec().labels().get(name);
      if (value != null) {
        details.put(name, value);
      }
    }
    List<String> wanted = names(options.get("env"));
    for (String variable : container.spec().workload().env()) {
      int sign = variable.indexOf('=');
      if (sign > 0 && wanted.contains(variable.substring(0, sign))) {
        details.put(variable.substring(0, sign), variable.substring(sign + 1));
      }
    }
    return details;
  }

  private static List<String> names(@Nullable Object option) {
    return option instanceof String text ? List.of(text.split(",", -1)) : List.of();
  }

  /// `COLOUR=blue,team=red `, a blank alone when there are none.
  public static String text(Map<String, String> details) {
    List<String> pairs = new ArrayList<>();
    details.forEach((name, value) -> pairs.add(name + "=" + value));
    return String.join(",", pairs) + " ";
  }
}
