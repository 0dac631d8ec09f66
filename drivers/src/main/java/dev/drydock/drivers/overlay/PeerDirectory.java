package dev.drydock.drivers.overlay;

import java.util.LinkedHashMap;
import java.util.Map;

/// The endpoints of all overlay networks of one swarm: what its nodes share instead of each having
/// its own copy of what it hears.
public final class PeerDirectory {
  private final Map<String, NetworkPeers> networks = new LinkedHashMap<>();

  /// Without networks.
  public PeerDirectory() {}

  /// Those of a network.
  ///
  /// @param network its id
  public NetworkPeers of(String network) {
    return networks.computeIfAbsent(network, NetworkPeers::new);
  }
}
