package dev.drydock.scenarios.plan;

import dev.drydock.core.sim.Ordered;
import dev.drydock.scenarios.compose.ServiceVolume;
import java.util.Map;

/// A volume that some container uses, with the arguments of `docker volume create`.
///
/// @param key its key in the file
/// @param name its real name: `<project>_<key>` or the file's `name`
/// @param driver empty for the usual one
/// @param options `driver_opts`
/// @param labels those of the file and compose's own
/// @param isExternal whether it exists before and is not created
public record VolumePlan(
    String key,
    String name,
    String driver,
    Map<String, String> options,
    Map<String, String> labels,
    boolean isExternal) {
  /// Copies the maps, their order kept.
  public VolumePlan {
    options = Ordered.copyOf(options);
    labels = Ordered.copyOf(labels);
  }

  /// Whether a container mounts it.
  public boolean isOf(ContainerPlan container) {
    return container.workload().told().volumes().stream().anyMatch(this::isMountedBy);
  }

  private boolean isMountedBy(ServiceVolume volume) {
    return volume.type().equals("volume") && volume.source().equals(name);
  }

  @Override
  public String toString() {
    return name
        + (" key=" + key)
        + (" driver=" + driver)
        + (" options=" + options)
        + (" labels=" + labels)
        + (isExternal ? " external" : "");
  }
}
