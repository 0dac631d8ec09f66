package dev.drydock.drivers.network;

/// Somebody who makes networks real: devices, routes, rules (libnetwork `driverapi`). An engine has
/// `bridge`, `host`, `null`, `macvlan`, `ipvlan` and, in a swarm, `overlay`; anybody may implement
/// another and register it with [Controller#register].
///
/// ```
///   createNetwork -> createEndpoint -> join -> (connect) ... (disconnect) -> leave
///                                                  -> deleteEndpoint -> deleteNetwork
/// ```
///
/// By itself a method does nothing. One that throws an [dev.drydock.drivers.EngineException] has
/// undone what it did.
public interface NetworkDriver {
  /// The word after `docker network create -d`.
  String type();

  /// How far its networks reach.
  default DataScope scope() {
    return DataScope.LOCAL;
  }

  /// Whether its networks get subnets and its endpoints addresses.
  default boolean hasAddresses() {
    return true;
  }

  /// Whether an address of a subnet is set aside as the gateway when the user names none.
  default boolean takesGateway(NetworkConfig config, boolean isV6) {
    return true;
  }

  /// Whether a container whose networks give no gateway gets one more interface for it.
  default boolean wantsGatewayNetwork() {
    return false;
  }

  /// Makes a network that has its subnets and no endpoints.
  default void createNetwork(Network network) {}

  /// The engine was started anew and finds a network of before.
  default void restored(Network network) {}

  /// Removes a network that has no endpoints left.
  default void deleteNetwork(Network network) {}

  /// Makes an endpoint that has its addresses. Sets its MAC where it has none.
  default void createEndpoint(Endpoint endpoint, Sandbox sandbox) {}

  /// Removes an endpoint that is in no sandbox.
  default void deleteEndpoint(Endpoint endpoint) {}

  /// Hands over what a sandbox needs of an endpoint.
  Attachment join(Endpoint endpoint, Sandbox sandbox);

  /// Takes an endpoint out of its sandbox; its device is back from there.
  default void leave(Endpoint endpoint) {}

  /// The endpoint has become the way out of its sandbox: its ports are published.
  default void connect(Endpoint endpoint) {}

  /// The endpoint is no longer the way out.
  default void disconnect(Endpoint endpoint) {}
}
