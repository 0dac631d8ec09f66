package dev.drydock.core.app;

/// An ICMP error about an echo request.
///
/// @param sequence the sequence number of the request
/// @param from who reports it
/// @param type the ICMP type
/// @param code the ICMP code
/// @param info the second word of the ICMP header: the MTU of "fragmentation needed", the gateway
///   of a redirect
public record PingError(int sequence, int from, int type, int code, int info) {}
