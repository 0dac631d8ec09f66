package dev.drydock.drivers.overlay;

import dev.drydock.core.wire.IpAddress;

/// An endpoint of an overlay network on another node: a record of the table `overlay_peer_table`.
///
/// @param number its place among all that were ever on the network, see [NetworkPeers]
/// @param network the id of the network
/// @param endpoint the id of the endpoint
/// @param address its address on the network
/// @param mac its MAC
/// @param tunnelEnd the node's address, where frames for it go
public record Peer(
    int number,
    String network,
    String endpoint,
    IpAddress address,
    long mac,
    IpAddress tunnelEnd) {}
