package dev.drydock.scenarios.compose;

import dev.drydock.core.sim.Ordered;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An entry of a service's `volumes` (compose-go `types.ServiceVolumeConfig`).
///
/// @param type `volume`, `bind`, `tmpfs`, or another that has no effect here
/// @param source a volume's key or a folder; empty for none
/// @param target where it is in the container
/// @param isReadOnly `read_only`
/// @param bind what is said of a folder; null for nothing
/// @param volume what is said of a volume; null for nothing
/// @param tmpfs what is said of a file system in memory; null for nothing
public record ServiceVolume(
    String type,
    String source,
    String target,
    boolean isReadOnly,
    @Nullable Map<String, String> bind,
    @Nullable Map<String, String> volume,
    @Nullable Map<String, String> tmpfs) {
  /// Copies the maps, their order kept.
  public ServiceVolume {
    bind = bind == null ? null : Ordered.copyOf(bind);
    volume = volume == null ? null : Ordered.copyOf(volume);
    tmpfs = tmpfs == null ? null : Ordered.copyOf(tmpfs);
  }

  /// The same with another source.
  public ServiceVolume from(String newSource) {
    return new ServiceVolume(type, newSource, target, isReadOnly, bind, volume, tmpfs);
  }

  @Override
  public String toString() {
    return type
        + (" " + source)
        + (" " + target)
        + (isReadOnly ? " ro" : "")
        + (bind == null ? "" : " " + bind)
        + (volume == null ? "" : " " + volume)
        + (tmpfs == null ? "" : " " + tmpfs);
  }
}
