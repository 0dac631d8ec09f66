package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.swarm.TaskMount;
import dev.drydock.scenarios.tools.docker.client.ByteSize;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One `--mount` of a service: `type=volume,source=data,target=/data,readonly` (docker/cli
/// `opts/mount.go`).
final class MountWords {
  private static final int OCTAL = 8;

  private String type = "volume";
  private String source = "";
  private String target = "";
  private String consistency = "";
  private boolean isReadOnly;
  private TaskMount.@Nullable Bind bind;
  private TaskMount.@Nullable Volume volume;
  private TaskMount.@Nullable Tmpfs tmpfs;

  private MountWords() {}

  /// Reads one.
  ///
  /// @throws IllegalArgumentException in the words of the command line
  static TaskMount parse(String text) {
    MountWords words = new MountWords();
    for (String field : text.split(",", -1)) {
      words.read(field);
    }
    return words.mount();
  }

  private TaskMount mount() {
    if (type.isEmpty()) {
      throw new IllegalArgumentException("type is required");
    }
    if (target.isEmpty()) {
      throw new IllegalArgumentException("target is required");
    }
    refuseOthers("volume", volume);
    refuseOthers("bind", bind);
    refuseOthers("tmpfs", tmpfs);
    return new TaskMount(type, source, target, isReadOnly, consistency, bind, volume, tmpfs);
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
    TaskMount.Bind folder = bind == null ? TaskMount.Bind.NONE : bind;
    TaskMount.Tmpfs memory = tmpfs == null ? TaskMount.Tmpfs.NONE : tmpfs;
    boolean isAlone = field.indexOf('=') < 0;
    switch (key) {
      case "bind-propagation" ->
          bind = new TaskMount.Bind(value.toLowerCase(Locale.ROOT), folder.isFlat());
      case "bind-nonrecursive" ->
          bind = new TaskMount.Bind(folder.propagation(), truth(key, value, isAlone));
      case "tmpfs-size" -> tmpfs = new TaskMount.Tmpfs(size(key, value), memory.mode());
      case "tmpfs-mode" -> tmpfs = new TaskMount.Tmpfs(memory.bytes(), mode(key, value));
      case "volume-nocopy", "volume-label", "volume-driver", "volume-opt" ->
          readVolume(key, value, isAlone);
      default ->
          throw new IllegalArgumentException("unexpected key '" + key + "' in '" + field + "'");
    }
  }

  private void readVolume(String key, String value, boolean isAlone) {
    TaskMount.Volume old = volume == null ? TaskMount.Volume.NONE : volume;
    TaskMount.Driver driver =
        old.driver() == null ? new TaskMount.Driver("", new LinkedHashMap<>()) : old.driver();
    volume =
        switch (key) {
          case "volume-nocopy" ->
              new TaskMount.Volume(truth(key, value, isAlone), old.labels(), driver);
          case "volume-label" ->
              new TaskMount.Volume(old.isEmpty(), with(old.labels(), value), driver);
          case "volume-driver" ->
              new TaskMount.Volume(
                  old.isEmpty(), old.labels(), new TaskMount.Driver(value, driver.options()));
          default ->
              new TaskMount.Volume(
                  old.isEmpty(),
                  old.labels(),
                  new TaskMount.Driver(driver.name(), with(driver.options(), value)));
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

  /// `strconv.ParseBool`.
  private static boolean truth(String key, String value, boolean isAlone) {
    if (isAlone) {
      return true;
    }
    return switch (value) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False" -> false;
      default -> throw new IllegalArgumentException("invalid value for " + key + ": " + value);
    };
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
