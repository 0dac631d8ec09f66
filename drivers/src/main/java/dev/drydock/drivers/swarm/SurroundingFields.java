package dev.drydock.drivers.swarm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Limits and the like of a service as JSON shows them (moby `api/types/swarm/task.go`).
public final class SurroundingFields {
  private SurroundingFields() {}

  private static void put(Map<String, @Nullable Object> fields, String name, long number) {
    if (number != 0) {
      fields.put(name, number);
    }
  }

  /// Limits of processes.
  public static List<Object> ulimits(TaskSurroundings surroundings) {
    List<Object> list = new ArrayList<>();
    for (TaskSurroundings.Ulimit limit : surroundings.ulimits()) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("Name", limit.name());
      fields.put("Hard", limit.hard());
      fields.put("Soft", limit.soft());
      list.add(fields);
    }
    return list;
  }

  /// What was asked for, empty where nothing was: `{"Limits": {}}`.
  public static Map<String, @Nullable Object> resources(TaskResources resources) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    if (resources.limits() != null) {
      fields.put("Limits", amount(resources.limits()));
    }
    if (resources.reservations() != null) {
      fields.put("Reservations", amount(resources.reservations()));
    }
    return fields;
  }

  private static Object amount(TaskResources.Amount amount) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    put(fields, "NanoCPUs", amount.nanoCpus());
    put(fields, "MemoryBytes", amount.memoryBytes());
    put(fields, "Pids", amount.processes());
    return fields;
  }
}
