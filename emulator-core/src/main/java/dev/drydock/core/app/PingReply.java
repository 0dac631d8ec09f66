package dev.drydock.core.app;

/// An answer to an echo request.
///
/// @param sequence the sequence number
/// @param from who answered
/// @param ttl the TTL it arrived with
/// @param icmpBytes bytes of the ICMP message
/// @param roundTripNanos since the request left
/// @param duplicate whether the request was answered before
public record PingReply(
    int sequence, int from, int ttl, int icmpBytes, long roundTripNanos, boolean duplicate) {}
