package dev.drydock.drivers.engine;

import dev.drydock.core.sim.Ordered;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a container is asked to use of its host: memory, processors, devices, namespaces, the
/// driver of its logs. No network depends on it; `docker inspect` tells it, by the names of
/// `HostConfig` (moby `api/types/container/hostconfig.go`), and `docker update` changes some of it.
///
/// @param asked name → value, as the command line sends it; what is not asked for is not there
public record HostUse(Map<String, Object> asked) {
  /// Nothing.
  public static final HostUse NOTHING = new HostUse(Map.of());

  /// Copies the map, its order kept.
  public HostUse {
    asked = Ordered.copyOf(asked);
  }

  /// A number; 0 for none.
  long number(String name) {
    return asked.get(name) instanceof Number number ? number.longValue() : 0;
  }

  /// A text; empty for none.
  public String text(String name) {
    return asked.get(name) instanceof String text ? text : "";
  }

  /// A list; empty for none.
  List<?> list(String name) {
    return asked.get(name) instanceof List<?> list ? list : List.of();
  }

  boolean has(String name) {
    return asked.containsKey(name);
  }

  /// A limit of `--ulimit`; null for one that was not asked for.
  ///
  /// @param name such as `nofile`
  public @Nullable Long limit(String name, boolean isHard) {
    for (Object each : list("Ulimits")) {
      boolean isIt = each instanceof Map<?, ?> limit && name.equals(limit.get("Name"));
      Object value = isIt ? ((Map<?, ?>) each).get(isHard ? "Hard" : "Soft") : null;
      if (value instanceof Number number) {
        return number.longValue();
      }
    }
    return null;
  }

  /// The driver of the logs; `json-file` is the daemon's.
  public String logDriver() {
    return asked.get("LogConfig") instanceof Map<?, ?> logs
            && logs.get("Type") instanceof String type
            && !type.isEmpty()
        ? type
        : "json-file";
  }

  /// The options of the driver of the logs.
  public Map<?, ?> logOptions() {
    return asked.get("LogConfig") instanceof Map<?, ?> logs
            && logs.get("Config") instanceof Map<?, ?> options
        ? options
        : Map.of();
  }

  /// With another value of one.
  HostUse with(String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(asked);
    changed.put(name, value);
    return new HostUse(changed);
  }

  /// Without one.
  HostUse without(String name) {
    Map<String, Object> changed = new LinkedHashMap<>(asked);
    changed.remove(name);
    return new HostUse(changed);
  }

  /// `HostConfig`, made of that of a container that asked for nothing.
  Map<String, @Nullable Object> change(Map<String, @Nullable Object> usual) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>();
    usual.forEach((name, value) -> changed.put(name, has(name) ? asked.get(name) : value));
    return changed;
  }
}
