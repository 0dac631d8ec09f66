package dev.drydock.drivers.engine;

import dev.drydock.core.machine.SignalNames;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.profile.EngineProfile;
import java.util.ArrayList;
import java.util.List;

/// Which options of a container exclude each other (Docker `runconfig/hostconfig.go`).
final class ContainerChecks {
  private ContainerChecks() {}

  static void check(ContainerSpec spec, EngineProfile profile) {
    String signal = spec.ending().signal();
    if (!signal.isEmpty() && SignalNames.number(signal) <= 0) {
      throw new EngineException(profile.texts().container().unknownSignal().formatted(signal));
    }
    spec.mounts().mounts().forEach(MountChecks::check);
    spec.capabilities().check();
    new SecurityOptions(spec).check(profile);
    checkSysctls(spec, profile);
    NetworkMode mode = NetworkMode.parse(spec.networkMode());
    boolean isHost = mode.is(NetworkMode.Kind.HOST);
    if (isHost && !spec.names().links().isEmpty()) {
      throw new EngineException(
          "conflicting options: host type networking can't be used with links. This would result"
              + " in undefined behavior");
    }
    boolean minds = profile.macsAreOfContainers() && !spec.mac().isEmpty();
    refuse(isHost && minds, "mac-address and the network mode");
    if (!mode.is(NetworkMode.Kind.CONTAINER)) {
      return;
    }
    ContainerSpec.Names names = spec.names();
    refuse(!names.hostname().isEmpty(), "hostname and the network mode");
    refuse(
        !names.links().isEmpty(),
        "container type network can't be used with links. This would result in undefined"
            + " behavior");
    refuse(!names.dns().isEmpty(), "dns and the network mode");
    refuse(!names.extraHosts().isEmpty(), "custom host-to-IP mapping and the network mode");
    refuse(minds, "mac-address and the network mode");
    refuse(
        !spec.ports().published().isEmpty() || spec.ports().publishAll(),
        "port publishing and the container type network mode");
    refuse(!spec.ports().exposed().isEmpty(), "port exposing and the container type network mode");
  }

  /// From API 1.48 on those of an interface belong to its endpoint (moby `handleSysctlBC`).
  private static void checkSysctls(ContainerSpec spec, EngineProfile profile) {
    for (String name : spec.sysctls().keySet()) {
      if (profile.addsInterfacesLast() && name.matches("net\\.[^.]+\\.[^.]+\\.eth\\d+\\..*")) {
        throw new EngineException(
            "interface specific sysctl setting \""
                + name
                + "\" must be supplied using driver option 'com.docker.network.endpoint.sysctls'");
      }
    }
  }

  private static void refuse(boolean conflicts, String what) {
    if (conflicts) {
      throw new EngineException("conflicting options: " + what);
    }
  }

  /// What is said of a container that is made all the same (moby
  /// `verifyPlatformContainerSettings`).
  ///
  /// @param forwards whether the host forwards IPv4
  static List<String> warnings(ContainerSpec spec, boolean forwards) {
    NetworkMode mode = NetworkMode.parse(spec.networkMode());
    boolean isHost = mode.is(NetworkMode.Kind.HOST);
    List<String> warnings = new ArrayList<>();
    if (!forwards && !isHost && !mode.is(NetworkMode.Kind.NONE)) {
      warnings.add("IPv4 forwarding is disabled. Networking will not work.");
    }
    if (isHost && !spec.ports().published().isEmpty()) {
      warnings.add("Published ports are discarded when using host network mode");
    }
    return warnings;
  }
}
