package dev.drydock.core.app;

import dev.drydock.core.wire.IpAddress;

/// An answer to an echo request.
///
/// @param sequence the sequence number
/// @param from who answered
/// @param ttl the TTL or hop limit it arrived with
/// @param icmpBytes bytes of the ICMP message
/// @param roundTripNanos since the request left
/// @param duplicate whether the request was answered before
public record PingReply(
    int sequence, IpAddress from, int ttl, int icmpBytes, long roundTripNanos, boolean duplicate) {}
