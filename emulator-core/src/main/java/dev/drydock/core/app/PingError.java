package dev.drydock.core.app;

/// An ICMP error about an echo request.
///
/// @param sequence the sequence number of the request
/// @param from who reports it
/// @param type the ICMP type
/// @param code the ICMP code
/// @param mtu the MTU of "fragmentation needed"
public record PingError(int sequence, int from, int type, int code, int mtu) {}
