package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.Ordered;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that containers of a service have mounted: `--mount` (moby `api/types/mount`).
///
/// @param type `volume`, `bind` or `tmpfs`
/// @param source a volume's name or a folder of the host; empty for none
/// @param target where it is in the container
/// @param isReadOnly `readonly`
/// @param consistency `consistency`; empty for nothing said
/// @param bind what is said of a folder; null for nothing
/// @param volume what is said of a volume; null for nothing
/// @param tmpfs what is said of a file system in memory; null for nothing
public record TaskMount(
    String type,
    String source,
    String target,
    boolean isReadOnly,
    String consistency,
    @Nullable Bind bind,
    @Nullable Volume volume,
    @Nullable Tmpfs tmpfs) {
  /// What is said of a folder of the host.
  ///
  /// @param propagation `bind-propagation`
  /// @param isFlat `bind-nonrecursive`
  public record Bind(String propagation, boolean isFlat) {
    /// Nothing.
    public static final Bind NONE = new Bind("", false);
  }

  /// What is said of a volume.
  ///
  /// @param isEmpty `volume-nocopy`
  /// @param labels `volume-label`
  /// @param driver its driver; null where none is spoken of
  public record Volume(boolean isEmpty, Map<String, String> labels, @Nullable Driver driver) {
    /// Nothing.
    public static final Volume NONE =
        new Volume(false, new LinkedHashMap<>(), new Driver("", new LinkedHashMap<>()));

    /// Copies the labels.
    public Volume {
      labels = Ordered.copyOf(labels);
    }
  }

  /// The driver of a volume, or of logs.
  ///
  /// @param name `volume-driver` or `--log-driver`
  /// @param options `volume-opt` or `--log-opt`
  public record Driver(String name, Map<String, String> options) {
    /// Copies the options.
    public Driver {
      options = Ordered.copyOf(options);
    }
  }

  /// What is said of a file system in memory.
  ///
  /// @param bytes `tmpfs-size`; 0 for any
  /// @param mode `tmpfs-mode`; 0 for the usual one
  public record Tmpfs(long bytes, int mode) {
    /// Nothing.
    public static final Tmpfs NONE = new Tmpfs(0, 0);
  }
}
