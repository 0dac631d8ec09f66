package dev.drydock.core.app;

import dev.drydock.core.wire.IpAddress;

/// An ICMP error about an echo request, of ICMPv6 where the address is one of IPv6.
///
/// @param sequence the sequence number of the request
/// @param from who reports it
/// @param type the ICMP type
/// @param code the ICMP code
/// @param info the second word of the ICMP header: the MTU of a packet that was too big, the
///   gateway of a redirect, the pointer of a parameter problem
public record PingError(int sequence, IpAddress from, int type, int code, int info) {}
