/// The IP layer of one namespace: addresses, ICMP, forwarding, groups, and the sockets that ping
/// uses. Below it `route` has the tables of routes and `neighbour` who is on the links.
///
/// Read [dev.drydock.core.ip.Ipv4Stack] along one packet: `output` or `input`, then `forward` or
/// `deliver`, then [dev.drydock.core.ip.neighbour.Neighbour].
@NullMarked
package dev.drydock.core.ip;

import org.jspecify.annotations.NullMarked;
