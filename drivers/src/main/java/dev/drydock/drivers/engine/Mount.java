package dev.drydock.drivers.engine;

import dev.drydock.core.sim.Ordered;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One `--mount` of a container or a service (moby `api/types/mount`).
///
/// @param type `volume`, `bind` or `tmpfs`
/// @param source a volume's name or a folder of the host; empty for none
/// @param target where it is in the container
/// @param isReadOnly `readonly`
/// @param consistency `consistency`; empty for nothing said
/// @param bind what is said of a folder; null for nothing
/// @param volume what is said of a volume; null for nothing
/// @param tmpfs what is said of a file system in memory; null for nothing
public record Mount(
    String type,
    String source,
    String target,
    boolean isReadOnly,
    String consistency,
    @Nullable Bind bind,
    @Nullable Volume volume,
    @Nullable Tmpfs tmpfs) {
  /// The kinds of [#type()].
  public static final String VOLUME = "volume";

  /// A folder of the host.
  public static final String BIND = "bind";

  /// A file system in memory.
  public static final String TMPFS = "tmpfs";

  /// One without further options.
  public static Mount plain(String type, String source, String target, boolean isReadOnly) {
    return new Mount(type, source, target, isReadOnly, "", null, null, null);
  }

  /// As JSON shows it.
  public Map<String, @Nullable Object> fields() {
    return new Fields()
        .put("Type", type)
        .putUnlessEmpty("Source", source)
        .put("Target", target)
        .putIf(isReadOnly, "ReadOnly", true)
        .putUnlessEmpty("Consistency", consistency)
        .putIf(bind != null, "BindOptions", bind == null ? null : bind.fields())
        .putIf(volume != null, "VolumeOptions", volume == null ? null : volume.fields())
        .putIf(tmpfs != null, "TmpfsOptions", tmpfs == null ? null : tmpfs.fields())
        .map();
  }

  /// What is said of a folder of the host.
  ///
  /// @param propagation `bind-propagation`
  /// @param isFlat `bind-nonrecursive`
  public record Bind(String propagation, boolean isFlat) {
    /// Nothing.
    public static final Bind NONE = new Bind("", false);

    private Map<String, @Nullable Object> fields() {
      return new Fields()
          .putUnlessEmpty("Propagation", propagation)
          .putIf(isFlat, "NonRecursive", true)
          .map();
    }
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

    private Map<String, @Nullable Object> fields() {
      return new Fields()
          .putIf(isEmpty, "NoCopy", true)
          .putIf(!labels.isEmpty(), "Labels", new TreeMap<>(labels))
          .putIf(driver != null, "DriverConfig", driver == null ? null : driver.fields())
          .map();
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

    /// As JSON shows it.
    public Map<String, @Nullable Object> fields() {
      return new Fields()
          .putUnlessEmpty("Name", name)
          .putIf(!options.isEmpty(), "Options", new TreeMap<>(options))
          .map();
    }
  }

  /// What is said of a file system in memory.
  ///
  /// @param bytes `tmpfs-size`; 0 for any
  /// @param mode `tmpfs-mode`; 0 for the usual one
  public record Tmpfs(long bytes, int mode) {
    /// Nothing.
    public static final Tmpfs NONE = new Tmpfs(0, 0);

    private Map<String, @Nullable Object> fields() {
      return new Fields()
          .putIf(bytes != 0, "SizeBytes", bytes)
          .putIf(mode != 0, "Mode", mode)
          .map();
    }
  }
}
