package dev.drydock.drivers.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where something is mounted in a container (moby `api/types/container`, `MountPoint`).
///
/// @param type `volume`, `bind` or `tmpfs`
/// @param name of a volume
/// @param source the folder of the host
/// @param target where it is in the container
/// @param mode as typed; `z` of a volume with a name
/// @param isReadOnly whether nothing can be written
/// @param propagation of a folder
public record MountPoint(
    String type,
    String name,
    String source,
    String target,
    String mode,
    boolean isReadOnly,
    String propagation) {
  /// Whether a volume is mounted.
  public boolean isVolume() {
    return type.equals(Mount.VOLUME);
  }

  /// The volume's name or the folder.
  public String what() {
    return name.isEmpty() ? source : name;
  }

  /// As JSON shows it.
  Map<String, @Nullable Object> fields() {
    return new Fields()
        .put("Type", type)
        .putIf(isVolume(), "Name", name)
        .put("Source", source)
        .put("Destination", target)
        .putIf(isVolume(), "Driver", "local")
        .put("Mode", mode)
        .put("RW", !isReadOnly)
        .put("Propagation", propagation)
        .map();
  }
}
