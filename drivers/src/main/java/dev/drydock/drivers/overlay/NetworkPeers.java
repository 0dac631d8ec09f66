package dev.drydock.drivers.overlay;

import dev.drydock.core.wire.IpAddress;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.util.ArrayList;
import java.util.List;

/// All endpoints that were ever on one overlay network, on whatever node, by number, address and
/// MAC. It is one for all nodes and says nothing of what a node knows: that is a [PeerTable], which
/// needs no more than a word for each.
final class NetworkPeers {
  private final String network;
  private final Int2ObjectOpenHashMap<List<Peer>> byAddress = new Int2ObjectOpenHashMap<>();
  private final Long2ObjectOpenHashMap<List<Peer>> byMac = new Long2ObjectOpenHashMap<>();
  private int count;

  NetworkPeers(String network) {
    this.network = network;
  }

  /// Gives an endpoint its number.
  ///
  /// @param address an IPv4 address
  Peer add(String endpoint, IpAddress address, long mac, IpAddress tunnelEnd) {
    Peer peer = new Peer(count++, network, endpoint, address, mac, tunnelEnd);
    byAddress.put(address.v4(), with(peer, withAddress(address.v4())));
    byMac.put(mac, with(peer, withMac(mac)));
    return peer;
  }

  private static List<Peer> with(Peer peer, List<Peer> before) {
    if (before.isEmpty()) {
      return List.of(peer);
    }
    List<Peer> all = new ArrayList<>(before);
    all.add(peer);
    return all;
  }

  /// The endpoints that had an address, oldest first.
  List<Peer> withAddress(int address) {
    return byAddress.getOrDefault(address, List.of());
  }

  /// The endpoints that had a MAC, oldest first.
  List<Peer> withMac(long mac) {
    return byMac.getOrDefault(mac, List.of());
  }
}
