package dev.drydock.drivers.engine;

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
public record EndpointSettings(
    EndpointSpec spec,
    @Nullable Network network,
    @Nullable Endpoint endpoint,
    List<String> dnsNames,
    boolean byConnect) {
  /// Copies the list.
  public EndpointSettings {
    dnsNames = List.copyOf(dnsNames);
  }

  static EndpointSettings of(EndpointSpec spec) {
    return new EndpointSettings(spec, null, null, List.of(), false);
  }

  EndpointSettings asking(EndpointSpec newSpec) {
    return new EndpointSettings(newSpec, network, endpoint, dnsNames, byConnect);
  }

  EndpointSettings on(Network found, List<String> names) {
    return new EndpointSettings(spec, found, endpoint, names, byConnect);
  }

  EndpointSettings named(List<String> names) {
    return new EndpointSettings(spec, network, endpoint, names, byConnect);
  }

  EndpointSettings with(@Nullable Endpoint newEndpoint) {
    return new EndpointSettings(spec, network, newEndpoint, dnsNames, byConnect);
  }
}
