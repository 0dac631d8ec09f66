/// The IPv4 layer of one namespace: addresses, routes, neighbours, ICMP, forwarding, and the
/// sockets that ping uses.
///
/// Read [dev.drydock.core.ip.Ipv4Stack] along one packet: `output` or `input`, then `forward` or
/// `deliver`, then [dev.drydock.core.ip.Neighbour].
@NullMarked
package dev.drydock.core.ip;

import org.jspecify.annotations.NullMarked;
