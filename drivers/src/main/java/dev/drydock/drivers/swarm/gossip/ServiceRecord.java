package dev.drydock.drivers.swarm.gossip;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.port.ContainerPort;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an endpoint's record says of its service.
///
/// @param id the service
/// @param name its name
/// @param aliases further names of it on the network
/// @param vip the address that stands for all tasks; null when there is none
/// @param ports what is published by the routing mesh; empty but on the ingress network
public record ServiceRecord(
    String id,
    String name,
    List<String> aliases,
    @Nullable IpAddress vip,
    List<IngressPort> ports) {
  public ServiceRecord {
    aliases = List.copyOf(aliases);
    ports = List.copyOf(ports);
  }

  /// A port that is published by the routing mesh (libnetwork `PortConfig`).
  ///
  /// @param published the port of every node
  /// @param target the port inside
  public record IngressPort(int published, ContainerPort target) {}
}
