package dev.drydock.drivers.engine;

import dev.drydock.drivers.profile.InspectStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the agent of a swarm asks for the container of a task, as `docker inspect` tells it (moby
/// `daemon/cluster/executor/container/container.go`, `hostConfig` and `resources`; recorded with
/// 20.10.24 and 28.5.2). What the command line fills in, the agent leaves open.
///
/// @param network the network of each node that it is on; empty for none
/// @param user whose processes they are; empty for the image's
/// @param limits what they may use
/// @param mounts what is mounted, as it was asked for
/// @param points where it is mounted
/// @param logs the driver of its logs; null for the daemon's
/// @param init whether a small init is asked for; null where nobody speaks of it
public record AgentTold(
    String network,
    String user,
    Limits limits,
    List<Object> mounts,
    List<Point> points,
    @Nullable Logs logs,
    @Nullable Boolean init) {
  /// Copies the lists.
  public AgentTold {
    mounts = List.copyOf(mounts);
    points = List.copyOf(points);
  }

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

  /// Where something is mounted.
  ///
  /// @param type `volume`, `bind` or `tmpfs`
  /// @param name of a volume
  /// @param source the folder of the host
  /// @param target where it is in the container
  /// @param isReadOnly whether nothing can be written
  /// @param propagation of a folder
  public record Point(
      String type,
      String name,
      String source,
      String target,
      boolean isReadOnly,
      String propagation) {
    private Map<String, @Nullable Object> fields() {
      boolean isVolume = type.equals("volume");
      Fields fields = new Fields().put("Type", type);
      if (isVolume) {
        fields.put("Name", name);
      }
      fields.put("Source", source).put("Destination", target);
      if (isVolume) {
        fields.put("Driver", "local");
      }
      return fields
          .put("Mode", isVolume ? "z" : "")
          .put("RW", !isReadOnly)
          .put("Propagation", propagation)
          .map();
    }
  }

  /// `Mounts` of the container.
  List<Object> pointFields() {
    List<Object> list = new ArrayList<>();
    points.forEach(point -> list.add(point.fields()));
    return list;
  }

  /// `HostConfig` of the container, made of that of a container that was given no options.
  Map<String, @Nullable Object> change(Map<String, @Nullable Object> usual, InspectStyle style) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>();
    usual.forEach((key, value) -> {
      if (key.equals("MaskedPaths") && !mounts.isEmpty()) {
        changed.put("Mounts", mounts);
      }
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
