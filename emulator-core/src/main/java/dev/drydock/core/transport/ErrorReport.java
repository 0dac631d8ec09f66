package dev.drydock.core.transport;

import dev.drydock.core.wire.IpAddress;

/// An ICMP error about a datagram, as the error queue of its socket tells it (Linux `struct
/// sock_extended_err`).
///
/// @param error what it means to a program
/// @param type of the ICMP message
/// @param code of the ICMP message
/// @param offender who sent it
/// @param destination where the datagram was to go
/// @param mtuBytes the MTU named by "fragmentation needed", else 0
/// @param ttl the TTL, or hop limit, with which the message came (`IP_RECVTTL`)
public record ErrorReport(
    SocketError error,
    int type,
    int code,
    IpAddress offender,
    SocketAddress destination,
    int mtuBytes,
    int ttl) {}
