package dev.drydock.drivers.swarm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Mounts, limits and the like of a service as JSON shows them (moby `api/types/mount`,
/// `api/types/swarm/task.go`).
public final class SurroundingFields {
  private SurroundingFields() {}

  /// What is mounted, as it was asked for.
  public static List<Object> mounts(TaskSurroundings surroundings) {
    List<Object> list = new ArrayList<>();
    for (TaskMount mount : surroundings.mounts()) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("Type", mount.type());
      put(fields, "Source", mount.source());
      fields.put("Target", mount.target());
      if (mount.isReadOnly()) {
        fields.put("ReadOnly", true);
      }
      put(fields, "Consistency", mount.consistency());
      if (mount.bind() != null) {
        fields.put("BindOptions", bind(mount.bind()));
      }
      if (mount.volume() != null) {
        fields.put("VolumeOptions", volume(mount.volume()));
      }
      if (mount.tmpfs() != null) {
        fields.put("TmpfsOptions", tmpfs(mount.tmpfs()));
      }
      list.add(fields);
    }
    return list;
  }

  private static void put(Map<String, @Nullable Object> fields, String name, String word) {
    if (!word.isEmpty()) {
      fields.put(name, word);
    }
  }

  private static void put(Map<String, @Nullable Object> fields, String name, long number) {
    if (number != 0) {
      fields.put(name, number);
    }
  }

  private static Object bind(TaskMount.Bind bind) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    put(fields, "Propagation", bind.propagation());
    if (bind.isFlat()) {
      fields.put("NonRecursive", true);
    }
    return fields;
  }

  private static Object volume(TaskMount.Volume volume) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    if (volume.isEmpty()) {
      fields.put("NoCopy", true);
    }
    if (!volume.labels().isEmpty()) {
      fields.put("Labels", new TreeMap<>(volume.labels()));
    }
    if (volume.driver() != null) {
      fields.put("DriverConfig", driver(volume.driver()));
    }
    return fields;
  }

  /// The driver of a volume or of logs.
  public static Object driver(TaskMount.Driver driver) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    put(fields, "Name", driver.name());
    if (!driver.options().isEmpty()) {
      fields.put("Options", new TreeMap<>(driver.options()));
    }
    return fields;
  }

  private static Object tmpfs(TaskMount.Tmpfs tmpfs) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    put(fields, "SizeBytes", tmpfs.bytes());
    put(fields, "Mode", tmpfs.mode());
    return fields;
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
