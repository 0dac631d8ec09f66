package dev.drydock.drivers.engine;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.profile.EngineProfile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `--security-opt` and `--privileged` make of a container, as far as `docker inspect` tells
/// it (moby `daemon/daemon_unix.go`, `parseSecurityOpt`, and `daemon/create.go`,
/// `generateSecurityOpt`; sessions of 20.10.24, 26.1.5 and 28.5.2).
final class SecurityOptions {
  /// The command line takes it out of what it sends, and sends empty lists of paths instead
  /// (docker/cli `parseSystemPaths`).
  private static final String ALL_PATHS = "systempaths=unconfined";

  private final List<String> typed;
  private final boolean privileged;
  private final boolean sharesHost;

  SecurityOptions(ContainerSpec spec) {
    typed = spec.told().securityOptions();
    privileged = spec.capabilities().privileged();
    HostUse use = spec.told().host();
    sharesHost = use.text("PidMode").equals("host") || use.text("IpcMode").equals("host");
  }

  /// What the engine keeps; null for none.
  @Nullable List<String> options() {
    List<String> kept = new ArrayList<>(typed);
    kept.remove(ALL_PATHS);
    boolean isLabelled = typed.stream().anyMatch(option -> key(option).equals("label"));
    if ((privileged || sharesHost) && !isLabelled) {
      kept.add("label=disable");
    }
    return typed.isEmpty() && kept.isEmpty() ? null : kept;
  }

  /// Paths that are not to be read; null where that is left to the engine, which hides none.
  @Nullable List<String> masked(EngineProfile profile) {
    return privileged ? null : typed.contains(ALL_PATHS) ? List.of() : MaskedPaths.of(profile);
  }

  /// Paths that are not to be written.
  @Nullable List<String> readOnly() {
    return privileged ? null : typed.contains(ALL_PATHS) ? List.of() : MaskedPaths.READ_ONLY;
  }

  private static int cut(String option) {
    int equals = option.indexOf('=');
    return equals < 0 ? option.indexOf(':') : equals;
  }

  private static String key(String option) {
    int cut = cut(option);
    return cut < 0 ? option : option.substring(0, cut);
  }

  /// @throws EngineException if the engine does not know an option
  void check(EngineProfile profile) {
    for (String option : typed) {
      if (!isKnown(option, profile)) {
        throw new EngineException("invalid --security-opt 2: \"" + option + "\"");
      }
    }
  }

  private static boolean isKnown(String option, EngineProfile profile) {
    int cut = cut(option);
    String value = cut < 0 ? "" : option.substring(cut + 1);
    return switch (key(option)) {
      case "label", "apparmor", "seccomp" -> true;
      case "no-new-privileges" -> cut < 0 || isBoolean(value);
      case "writable-cgroups" -> profile.hasWritableCgroups() && isBoolean(value);
      default -> option.equals(ALL_PATHS);
    };
  }

  /// What Go's `strconv.ParseBool` reads.
  private static boolean isBoolean(String text) {
    return text.matches("1|t|T|TRUE|true|True|0|f|F|FALSE|false|False");
  }
}
