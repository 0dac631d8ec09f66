package dev.drydock.drivers.engine;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.network.Endpoint;
import dev.drydock.drivers.network.Network;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A container's place on a network as the engine keeps it, also while the container is stopped.
///
/// @param spec what the user asked for
/// @param network the network; null while it has not been looked up
/// @param endpoint the endpoint while the container runs
/// @param dnsNames what the container is called on the network
/// @param byConnect whether it came by `docker network connect`
/// @param isGiven whether the address asked for is one that a swarm's managers gave, and that goes
///   with the endpoint (moby `IPAMOperational`)
public record EndpointSettings(
    EndpointSpec spec,
    @Nullable Network network,
    @Nullable Endpoint endpoint,
    List<String> dnsNames,
    boolean byConnect,
    boolean isGiven) {
  /// Copies the list.
  public EndpointSettings {
    dnsNames = List.copyOf(dnsNames);
  }

  static EndpointSettings of(EndpointSpec spec) {
    return new EndpointSettings(spec, null, null, List.of(), false, false);
  }

  /// With the address that managers gave.
  EndpointSettings given(IpAddress address) {
    boolean isFree = spec.ipv4() == null;
    return new EndpointSettings(
        spec.withIpv4(address), network, endpoint, dnsNames, byConnect, isFree || isGiven);
  }

  /// As it is kept while the container is stopped (moby `cleanOperationalData`).
  EndpointSettings left() {
    EndpointSpec kept = isGiven ? spec.withIpv4(null) : spec;
    return new EndpointSettings(kept, network, null, dnsNames, byConnect, isGiven);
  }

  EndpointSettings on(Network found, List<String> names) {
    return new EndpointSettings(spec, found, endpoint, names, byConnect, isGiven);
  }

  EndpointSettings named(List<String> names) {
    return new EndpointSettings(spec, network, endpoint, names, byConnect, isGiven);
  }

  EndpointSettings with(@Nullable Endpoint newEndpoint) {
    return new EndpointSettings(spec, network, newEndpoint, dnsNames, byConnect, isGiven);
  }
}
