/// IPv6 of one namespace: addresses and how they come about, neighbour discovery, ICMPv6,
/// forwarding, groups. What both IP versions have in common stands in the room around it.
///
/// Read [dev.drydock.core.ip.v6.Ipv6Stack] along one packet, then
/// [dev.drydock.core.ip.v6.NeighbourDiscovery], then [dev.drydock.core.ip.v6.RouterDiscovery].
@NullMarked
package dev.drydock.core.ip.v6;

import org.jspecify.annotations.NullMarked;
