package dev.drydock.core.transport.tcp;

import dev.drydock.core.transport.SocketAddress;

/// One line of `ss -t` or `netstat -t`.
///
/// @param receiveQueue bytes not read yet; of a listener, connections not accepted yet
/// @param sendQueue bytes not acknowledged yet; of a listener, its backlog
/// @param takesIpv4 whether a listener on `::` takes IPv4 connections too
public record TcpSocketInfo(
    TcpState state,
    int receiveQueue,
    int sendQueue,
    SocketAddress local,
    SocketAddress remote,
    boolean takesIpv4) {}
