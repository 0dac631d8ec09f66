package dev.drydock.drivers.engine;

import dev.drydock.core.netns.Netns;
import dev.drydock.core.netns.SysctlNames;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.profile.EngineProfile;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How runc writes `--sysctl` into a new namespace, and which settings are not there or not to be
/// written (sessions of 20.10.24 and 28.5.2).
final class RuncSysctls {
  private static final int FAILED = 128;
  private static final int NOT_ALLOWED = 126;
  private static final int NOT_FOUND = 127;

  /// They are there, and belong to the machine.
  private static final List<String> READ_ONLY =
      List.of(
          "net.core.rmem_default",
          "net.core.rmem_max",
          "net.core.wmem_default",
          "net.core.wmem_max",
          "net.netfilter.nf_conntrack_buckets",
          "net.netfilter.nf_conntrack_expect_max",
          "net.netfilter.nf_conntrack_max");

  private final Map<String, String> sysctls;
  private final boolean isHost;
  private final EngineProfile profile;

  /// @param isHost whether the container has no namespace of its own
  RuncSysctls(Map<String, String> sysctls, boolean isHost, EngineProfile profile) {
    this.sysctls = sysctls;
    this.isHost = isHost;
    this.profile = profile;
  }

  /// Interfaces of an engine from 28 on come when init has done its work.
  void beforeInterfaces(Netns namespace) {
    for (String name : sysctls.keySet()) {
      if (isHost && name.startsWith("net.")) {
        String why = "sysctl \"" + name + "\" not allowed in host network namespace";
        throw new EngineException(profile.texts().notCreated(why));
      }
    }
    if (profile.addsInterfacesLast()) {
      sysctls.forEach((name, value) -> write(namespace, name, value));
    }
  }

  /// Those of older engines come by a hook of runc, before init goes on.
  void afterInterfaces(Netns namespace) {
    if (!profile.addsInterfacesLast()) {
      sysctls.forEach((name, value) -> write(namespace, name, value));
    }
  }

  private void write(Netns namespace, String name, String value) {
    String path = "/proc/sys/" + name.replace('.', '/');
    if (READ_ONLY.contains(name)) {
      throw refused("open " + path + ": permission denied", NOT_ALLOWED);
    }
    if (!exists(namespace, name)) {
      throw refused("open " + path + ": no such file or directory", NOT_FOUND);
    }
    if (value.isEmpty()) {
      return; // nothing is written
    }
    String whole = filledUp(value.strip(), namespace.sysctls().get(name));
    if (!takes(name, value) || !namespace.sysctls().set(name, whole)) {
      throw refused("write " + path + ": invalid argument", FAILED);
    }
  }

  /// Of several numbers the first may be written alone (Linux `proc_dointvec`).
  private static String filledUp(String value, @Nullable String present) {
    String[] now = (present == null ? "" : present).split("\\s+", -1);
    String[] given = value.split("\\s+", -1);
    return given.length >= now.length
        ? value
        : value + "\t" + String.join("\t", List.of(now).subList(given.length, now.length));
  }

  private EngineException refused(String why, int status) {
    return new EngineException(profile.texts().notInitialised(why), status);
  }

  private static boolean exists(Netns namespace, String name) {
    boolean isOfInterface = name.matches("net\\.[^.]+\\.(conf|neigh)\\..*");
    return SysctlNames.isEverywhere(name)
        && (!isOfInterface || namespace.sysctls().get(name) != null);
  }

  /// Settings of the core are numbers, such of 32 bits.
  private static boolean takes(String name, String value) {
    return (!name.startsWith("net.core.") && !name.equals("net.ipv4.ip_forward"))
        || value.strip().matches("-?\\d{1,10}");
  }
}
