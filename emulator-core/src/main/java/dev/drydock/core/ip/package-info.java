/// IPv4 of one namespace: addresses, ICMP, forwarding, groups, and the sockets that ping uses, with
/// what IPv6 takes from it. Below it `route` has the tables of routes and `neighbour` who is on the
/// links; above it stand `v6`, which is IPv6, and `bridged`, the hooks of bridged packets.
///
/// Read [dev.drydock.core.ip.Ipv4Stack] along one packet: `output` or `input`, then `forward` or
/// `deliver`, then [dev.drydock.core.ip.neighbour.Neighbour].
@NullMarked
package dev.drydock.core.ip;

import org.jspecify.annotations.NullMarked;
