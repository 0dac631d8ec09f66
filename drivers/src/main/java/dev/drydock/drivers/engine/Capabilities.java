package dev.drydock.drivers.engine;

import dev.drydock.drivers.EngineException;
import java.util.List;
import java.util.Locale;

/// What a container's processes may do beside what every user may (moby `oci/caps/utils.go`,
/// `TweakCapabilities`; `oci/caps/defaults.go`).
///
/// @param add `--cap-add` as typed
/// @param drop `--cap-drop` as typed
/// @param privileged `--privileged`
public record Capabilities(List<String> add, List<String> drop, boolean privileged) {
  /// Those of every container.
  public static final Capabilities DEFAULT = new Capabilities(List.of(), List.of(), false);

  private static final String ALL = "CAP_ALL";

  /// `capabilities(7)`, up to Linux 5.9.
  private static final List<String> KNOWN =
      List.of(
          "AUDIT_CONTROL",
          "AUDIT_READ",
          "AUDIT_WRITE",
          "BLOCK_SUSPEND",
          "BPF",
          "CHECKPOINT_RESTORE",
          "CHOWN",
          "DAC_OVERRIDE",
          "DAC_READ_SEARCH",
          "FOWNER",
          "FSETID",
          "IPC_LOCK",
          "IPC_OWNER",
          "KILL",
          "LEASE",
          "LINUX_IMMUTABLE",
          "MAC_ADMIN",
          "MAC_OVERRIDE",
          "MKNOD",
          "NET_ADMIN",
          "NET_BIND_SERVICE",
          "NET_BROADCAST",
          "NET_RAW",
          "PERFMON",
          "SETFCAP",
          "SETGID",
          "SETPCAP",
          "SETUID",
          "SYSLOG",
          "SYS_ADMIN",
          "SYS_BOOT",
          "SYS_CHROOT",
          "SYS_MODULE",
          "SYS_NICE",
          "SYS_PACCT",
          "SYS_PTRACE",
          "SYS_RAWIO",
          "SYS_RESOURCE",
          "SYS_TIME",
          "SYS_TTY_CONFIG",
          "WAKE_ALARM",
          "ALL");

  /// Copies the lists.
  public Capabilities {
    add = List.copyOf(add);
    drop = List.copyOf(drop);
  }

  private static String full(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.startsWith("CAP_") ? upper : "CAP_" + upper;
  }

  /// As command lines since 28 send them: in full, in order, each once.
  public Capabilities normalised() {
    return new Capabilities(normalised(add), normalised(drop), privileged);
  }

  private static List<String> normalised(List<String> names) {
    return names.stream()
        .map(name -> full(name).equals(ALL) ? "ALL" : full(name))
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean has(List<String> names, String wanted) {
    return names.stream().anyMatch(name -> full(name).equals(wanted));
  }

  /// Whether a process has a capability that no container has by itself.
  ///
  /// @param name such as `CAP_NET_ADMIN`
  public boolean has(String name) {
    if (privileged) {
      return true;
    }
    boolean isAdded = has(add, name);
    if (has(drop, ALL)) {
      return isAdded;
    }
    return has(add, ALL) ? !has(drop, name) : isAdded;
  }

  /// Whether a process has a capability that every container has by itself.
  ///
  /// @param name such as `CAP_NET_RAW`
  public boolean keeps(String name) {
    return has(name) || (!has(drop, ALL) && !has(drop, name));
  }

  /// @throws EngineException if a name is none
  void check() {
    for (String name : add) {
      check("CapAdd", name);
    }
    for (String name : drop) {
      check("CapDrop", name);
    }
  }

  private static void check(String list, String name) {
    if (!KNOWN.contains(full(name).substring("CAP_".length()))) {
      throw new EngineException("invalid " + list + ": unknown capability: \"" + full(name) + "\"");
    }
  }
}
