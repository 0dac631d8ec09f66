package dev.drydock.drivers.overlay;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The endpoints of one network on other nodes, whether the network is in use here or not
/// (libnetwork `drivers/overlay/peerdb.go`).
final class PeerTable {
  private final Map<String, Peer> byEndpoint = new LinkedHashMap<>();

  /// Notes an endpoint.
  ///
  /// @return false when it was known
  boolean add(Peer peer) {
    return byEndpoint.put(peer.endpoint(), peer) == null;
  }

  /// Forgets an endpoint.
  ///
  /// @return false when it was not known
  boolean remove(Peer peer) {
    return byEndpoint.remove(peer.endpoint()) != null;
  }

  /// All endpoints, oldest first; what it shows changes with the table.
  Collection<Peer> all() {
    return Collections.unmodifiableCollection(byEndpoint.values());
  }
}
