package dev.drydock.drivers.engine;

import dev.drydock.drivers.profile.InspectStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the agent of a swarm asks for the container of a task, as `docker inspect` tells it (moby
/// `daemon/cluster/executor/container/container.go`, `hostConfig` and `resources`; recorded with
/// 20.10.24 and 28.5.2). What the command line fills in, the agent leaves open.
///
/// @param network the network of each node that it is on; empty for none
/// @param limits what they may use
/// @param logs the driver of its logs; null for the daemon's
/// @param init whether a small init is asked for; null where nobody speaks of it
public record AgentTold(
    String network, Limits limits, @Nullable Logs logs, @Nullable Boolean init) {
  /// What processes may use; 0 for any number.
  ///
  /// @param groups further groups of theirs
  /// @param ulimits limits of each
  public record Limits(
      long memoryBytes, long nanoCpus, long processes, List<String> groups, List<Object> ulimits) {
    /// Copies the lists.
    public Limits {
      groups = List.copyOf(groups);
      ulimits = List.copyOf(ulimits);
    }
  }

  /// The driver of logs.
  public record Logs(String driver, Map<String, String> options) {}

  /// `HostConfig` of the container, made of that of a container that was given no options.
  Map<String, @Nullable Object> change(Map<String, @Nullable Object> usual, InspectStyle style) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>();
    usual.forEach((key, value) -> {
      changed.put(key, field(key, value, style));
    });
    if (init != null) {
      changed.remove("Init");
      changed.put("Init", init);
    }
    return changed;
  }

  private @Nullable Object field(String key, @Nullable Object usual, InspectStyle style) {
    boolean isOld = style == InspectStyle.V20_10;
    return switch (key) {
      case "LogConfig" ->
          logs == null
              ? usual
              : new Fields().put("Type", logs.driver()).put("Config", logs.options()).map();
      case "NetworkMode" -> !network.isEmpty() ? network : isOld ? "default" : "bridge";
      case "RestartPolicy" ->
          new Fields().put("Name", isOld ? "" : "no").put("MaximumRetryCount", 0).map();
      case "GroupAdd" -> limits.groups().isEmpty() ? null : limits.groups();
      case "Isolation" -> "default";
      case "Memory" -> limits.memoryBytes();
      case "MemorySwap" -> 2 * limits.memoryBytes(); // adaptContainerSettings
      case "NanoCpus" -> limits.nanoCpus();
      case "PidsLimit" -> limits.processes() == 0 ? null : limits.processes();
      case "Ulimits" -> limits.ulimits();
      default -> usual instanceof List<?> list && list.isEmpty() ? null : usual;
    };
  }
}
