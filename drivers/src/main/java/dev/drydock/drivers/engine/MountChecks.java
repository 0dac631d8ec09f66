package dev.drydock.drivers.engine;

import dev.drydock.drivers.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The grammar of mounts, and what is refused (moby `volume/mounts/linux_parser.go`).
final class MountChecks {
  /// How mounts in folders of the host are passed on when nothing is said.
  static final String PROPAGATION = "rprivate";

  private static final int PARTS = 4;

  /// Words of a mode; one of each kind may be given.
  private static final List<Pattern> KINDS =
      List.of(
          Pattern.compile("rw|ro"),
          Pattern.compile("[zZ]"),
          Pattern.compile("r?(private|slave|shared)"),
          Pattern.compile("nocopy"),
          Pattern.compile("consistent|cached|delegated"));

  private static final Pattern PROPAGATIONS = KINDS.get(2);

  private MountChecks() {}

  /// `path.Clean`.
  static String clean(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.replace('\\', '/').split("/", -1)) {
      if (part.equals("..") && !parts.isEmpty()) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".") && !part.equals("..")) {
        parts.add(part);
      }
    }
    return (path.startsWith("/") ? "/" : "") + String.join("/", parts);
  }

  /// Refuses a target of `--tmpfs` (`ValidateTmpfsMountDestination`).
  static void target(String path) {
    String wrong = wrongTarget(path);
    if (!wrong.isEmpty()) {
      throw new EngineException(wrong);
    }
  }

  private static String wrongTarget(String path) {
    boolean isRoot = clean(path).equals("/");
    return isRoot ? "invalid specification: destination can't be '/'" : wrongPath(path);
  }

  /// Reads `SOURCE:TARGET[:MODE]` (`ParseMountRaw`).
  static Mount read(String text) {
    String[] parts = text.split(":", PARTS);
    boolean isShort = parts.length == 1;
    boolean isMode = parts.length == 2 && isMode(parts[1]);
    if (parts[0].isEmpty() || parts.length == PARTS || isMode) {
      throw invalid(text);
    }
    String mode = mode(text);
    if (!isMode(mode)) {
      throw new EngineException("invalid mode: " + mode);
    }
    String source = isShort ? "" : parts[0];
    String type = source.startsWith("/") ? Mount.BIND : Mount.VOLUME;
    String propagation = propagation(mode);
    Mount mount =
        new Mount(
            type,
            source,
            isShort ? parts[0] : parts[1],
            isReadOnly(mode),
            "",
            propagation.isEmpty() ? null : new Mount.Bind(propagation, false),
            null,
            null);
    try {
      check(mount);
    } catch (EngineException e) {
      throw new EngineException(invalid(text).text() + ": " + e.text());
    }
    return mount;
  }

  /// The last part of three.
  static String mode(String text) {
    String[] parts = text.split(":", PARTS);
    return parts.length == PARTS - 1 ? parts[2] : "";
  }

  private static EngineException invalid(String text) {
    return new EngineException("invalid volume specification: '" + text + "'");
  }

  /// `linuxValidMountMode`.
  private static boolean isMode(String mode) {
    int[] counts = new int[KINDS.size()];
    for (String word : mode.isEmpty() ? new String[0] : mode.split(",", -1)) {
      int kind = 0;
      while (kind < counts.length && !KINDS.get(kind).matcher(word).matches()) {
        kind++;
      }
      if (kind == counts.length || ++counts[kind] > 1) {
        return false;
      }
    }
    return true;
  }

  static boolean isReadOnly(String mode) {
    return List.of(mode.split(",", -1)).contains("ro");
  }

  private static String propagation(String mode) {
    for (String word : mode.split(",", -1)) {
      if (PROPAGATIONS.matcher(word).matches()) {
        return word;
      }
    }
    return "";
  }

  /// Refuses a mode of `--volumes-from` (`ParseVolumesFrom`).
  static void modeOfOthers(String mode) {
    boolean copies = List.of(mode.split(",", -1)).contains("nocopy");
    if (!isMode(mode) || !propagation(mode).isEmpty() || copies) {
      throw new EngineException("invalid mode: " + mode);
    }
  }

  /// `validateMountConfigImpl`.
  static void check(Mount mount) {
    String target = mount.target();
    String wrong = target.isEmpty() ? empty("Target") : wrongTarget(target);
    if (wrong.isEmpty()) {
      wrong =
          switch (mount.type()) {
            case Mount.BIND -> wrongBind(mount);
            case Mount.VOLUME -> wrongVolume(mount);
            case Mount.TMPFS -> wrongTmpfs(mount);
            default -> "mount type unknown";
          };
    }
    if (!wrong.isEmpty()) {
      throw new EngineException("invalid mount config for type \"" + mount.type() + "\": " + wrong);
    }
  }

  private static String wrongBind(Mount mount) {
    Mount.Bind bind = mount.bind();
    String propagation = bind == null ? "" : bind.propagation();
    if (mount.source().isEmpty()) {
      return empty("Source");
    }
    if (!propagation.isEmpty() && !PROPAGATIONS.matcher(propagation).matches()) {
      return "invalid propagation mode: " + propagation;
    }
    if (mount.volume() != null) {
      return extra("VolumeOptions");
    }
    return wrongPath(mount.source());
  }

  private static String wrongVolume(Mount mount) {
    if (mount.bind() != null) {
      return extra("BindOptions");
    }
    boolean isAnonymous = mount.source().isEmpty();
    return isAnonymous && mount.isReadOnly()
        ? "must not set ReadOnly mode when using anonymous volumes"
        : "";
  }

  private static String wrongTmpfs(Mount mount) {
    if (mount.bind() != null) {
      return extra("BindOptions");
    }
    return mount.source().isEmpty() ? "" : extra("Source");
  }

  private static String wrongPath(String path) {
    return path.startsWith("/")
        ? ""
        : "invalid mount path: '" + path + "' mount path must be absolute";
  }

  private static String empty(String field) {
    return "field " + field + " must not be empty";
  }

  private static String extra(String field) {
    return "field " + field + " must not be specified";
  }
}
