package dev.drydock.scenarios.tools.docker.storage;

import dev.drydock.drivers.engine.Mount;
import dev.drydock.scenarios.tools.docker.client.ByteSize;
import dev.drydock.scenarios.tools.docker.client.FlagValues;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One `--mount`: `type=volume,source=data,target=/data,readonly` (docker/cli `opts/mount.go`).
public final class MountWords {
  private static final int OCTAL = 8;

  private String type = "volume";
  private String source = "";
  private String target = "";
  private String consistency = "";
  private boolean isReadOnly;
  private Mount.@Nullable Bind bind;
  private Mount.@Nullable Volume volume;
  private Mount.@Nullable Tmpfs tmpfs;

  private MountWords() {}

  /// Reads one.
  ///
  /// @throws IllegalArgumentException in the words of the command line
  public static Mount parse(String text) {
    MountWords words = new MountWords();
    for (String field : text.split(",", -1)) {
      words.read(field);
    }
    return words.mount();
  }

  private Mount mount() {
    if (type.isEmpty()) {
      throw new IllegalArgumentException("type is required");
    }
    if (target.isEmpty()) {
      throw new IllegalArgumentException("target is required");
    }
    refuseOthers("volume", volume);
    refuseOthers("bind", bind);
    refuseOthers("tmpfs", tmpfs);
    return new Mount(type, source, target, isReadOnly, consistency, bind, volume, tmpfs);
  }

  private void refuseOthers(String kind, @Nullable Object options) {
    if (options != null && !type.equals(kind)) {
      throw new IllegalArgumentException(
          "cannot mix '" + kind + "-*' options with mount type '" + type + "'");
    }
  }

  private void read(String field) {
    int cut = field.indexOf('=');
    String key = (cut < 0 ? field : field.substring(0, cut)).toLowerCase(Locale.ROOT);
    String value = cut < 0 ? "" : field.substring(cut + 1);
    boolean isSwitch =
        switch (key) {
          case "readonly", "ro", "volume-nocopy", "bind-nonrecursive" -> true;
          default -> false;
        };
    if (cut < 0 && !isSwitch) {
      throw new IllegalArgumentException("invalid field '" + field + "' must be a key=value pair");
    }
    switch (key) {
      case "type" -> type = value.toLowerCase(Locale.ROOT);
      case "source", "src" -> source = value;
      case "target", "dst", "destination" -> target = value;
      case "readonly", "ro" -> isReadOnly = truth(key, value, cut < 0);
      case "consistency" -> consistency = value.toLowerCase(Locale.ROOT);
      default -> readOption(key, value, field);
    }
  }

  private void readOption(String key, String value, String field) {
    Mount.Bind folder = bind == null ? Mount.Bind.NONE : bind;
    Mount.Tmpfs memory = tmpfs == null ? Mount.Tmpfs.NONE : tmpfs;
    boolean isAlone = field.indexOf('=') < 0;
    switch (key) {
      case "bind-propagation" ->
          bind = new Mount.Bind(value.toLowerCase(Locale.ROOT), folder.isFlat());
      case "bind-nonrecursive" ->
          bind = new Mount.Bind(folder.propagation(), truth(key, value, isAlone));
      case "tmpfs-size" -> tmpfs = new Mount.Tmpfs(size(key, value), memory.mode());
      case "tmpfs-mode" -> tmpfs = new Mount.Tmpfs(memory.bytes(), mode(key, value));
      case "volume-nocopy", "volume-label", "volume-driver", "volume-opt" ->
          readVolume(key, value, isAlone);
      default ->
          throw new IllegalArgumentException("unexpected key '" + key + "' in '" + field + "'");
    }
  }

  private void readVolume(String key, String value, boolean isAlone) {
    Mount.Volume old = volume == null ? Mount.Volume.NONE : volume;
    Mount.Driver driver =
        old.driver() == null ? new Mount.Driver("", new LinkedHashMap<>()) : old.driver();
    volume =
        switch (key) {
          case "volume-nocopy" ->
              new Mount.Volume(truth(key, value, isAlone), old.labels(), driver);
          case "volume-label" -> new Mount.Volume(old.isEmpty(), with(old.labels(), value), driver);
          case "volume-driver" ->
              new Mount.Volume(
                  old.isEmpty(), old.labels(), new Mount.Driver(value, driver.options()));
          default ->
              new Mount.Volume(
                  old.isEmpty(),
                  old.labels(),
                  new Mount.Driver(driver.name(), with(driver.options(), value)));
        };
  }

  private static Map<String, String> with(Map<String, String> old, String pair) {
    Map<String, String> pairs = new LinkedHashMap<>(old);
    int cut = pair.indexOf('=');
    String key = cut < 0 ? pair : pair.substring(0, cut);
    if (!key.isEmpty()) {
      pairs.put(key, cut < 0 ? "" : pair.substring(cut + 1));
    }
    return pairs;
  }

  private static boolean truth(String key, String value, boolean isAlone) {
    if (isAlone) {
      return true;
    }
    Boolean truth = FlagValues.truth(value);
    if (truth == null) {
      throw new IllegalArgumentException("invalid value for " + key + ": " + value);
    }
    return truth;
  }

  private static long size(String key, String value) {
    try {
      return ByteSize.parse(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("invalid value for " + key + ": " + value, e);
    }
  }

  private static int mode(String key, String value) {
    if (!value.matches("[0-7]{1,10}")) {
      throw new IllegalArgumentException("invalid value for " + key + ": " + value);
    }
    return Integer.parseInt(value, OCTAL);
  }
}
