package dev.drydock.drivers.swarm;

import dev.drydock.core.ip.Flow;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.EngineException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The address a node is known by when the user names none (Docker
/// `daemon/cluster/listen_addr.go`).
final class OwnAddress {
  private OwnAddress() {}

  /// The machine's address, if there is only one that is not the engine's.
  ///
  /// @throws EngineException if there is none, or several
  static IpAddress only(Netns root) {
    List<IpAddress> found = new ArrayList<>();
    for (var device : root.devices()) {
      boolean isEngines = device.name().startsWith("docker") || device.name().startsWith("br-");
      if (device == root.loopback() || isEngines) {
        continue;
      }
      for (var each : root.ipv4().interfaces().of(device).addresses()) {
        found.add(IpAddress.v4(each.prefix().address()));
      }
    }
    if (found.size() == 1) {
      return found.getFirst();
    }
    if (found.isEmpty()) {
      throw new EngineException(
          "could not find the system's IP address - specify one with --advertise-addr");
    }
    throw new EngineException(
        "could not choose an IP address to advertise since this system has multiple addresses on"
            + " different interfaces (%s and %s) - specify one with --advertise-addr"
                .formatted(found.get(0), found.get(1)));
  }

  /// The address the machine sends from towards another one.
  static IpAddress towards(Netns root, @Nullable IpAddress other) {
    Flow flow = new Flow();
    flow.destination = other == null ? 0 : other.v4();
    root.ipv4().route(flow);
    return IpAddress.v4(flow.source);
  }
}
