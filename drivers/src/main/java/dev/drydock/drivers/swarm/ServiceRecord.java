package dev.drydock.drivers.swarm;

import dev.drydock.core.wire.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an endpoint's record says of its service.
///
/// @param id the service
/// @param name its name
/// @param aliases further names of it on the network
/// @param vip the address that stands for all tasks; null when there is none
/// @param ports what is published by the routing mesh; empty but on the ingress network
record ServiceRecord(
    String id,
    String name,
    List<String> aliases,
    @Nullable IpAddress vip,
    List<ServiceSpec.Port> ports) {
  ServiceRecord {
    aliases = List.copyOf(aliases);
    ports = List.copyOf(ports);
  }
}
