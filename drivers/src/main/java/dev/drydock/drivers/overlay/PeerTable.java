package dev.drydock.drivers.overlay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The endpoints of one network on other nodes that are known to this one, whether the network is
/// in use here or not (libnetwork `drivers/overlay/peerdb.go`).
final class PeerTable {
  private static final int FEW = 16;

  private final NetworkPeers everywhere;
  private @Nullable Peer[] byNumber = {};

  PeerTable(NetworkPeers everywhere) {
    this.everywhere = everywhere;
  }

  /// The endpoints of the network, known here or not.
  NetworkPeers everywhere() {
    return everywhere;
  }

  /// Notes an endpoint.
  ///
  /// @return false when it was known
  boolean add(Peer peer) {
    int number = peer.number();
    if (number >= byNumber.length) {
      byNumber = Arrays.copyOf(byNumber, Math.max(FEW, Math.max(number + 1, byNumber.length * 2)));
    }
    boolean isNew = byNumber[number] == null;
    byNumber[number] = peer;
    return isNew;
  }

  /// Forgets an endpoint.
  ///
  /// @return false when it was not known
  boolean remove(Peer peer) {
    if (!has(peer)) {
      return false;
    }
    byNumber[peer.number()] = null;
    return true;
  }

  /// Whether an endpoint is known.
  boolean has(Peer peer) {
    return peer.number() < byNumber.length && byNumber[peer.number()] != null;
  }

  /// All endpoints, oldest first.
  List<Peer> all() {
    List<Peer> all = new ArrayList<>();
    for (Peer each : byNumber) {
      if (each != null) {
        all.add(each);
      }
    }
    return all;
  }
}
