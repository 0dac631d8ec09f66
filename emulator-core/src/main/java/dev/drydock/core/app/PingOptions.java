package dev.drydock.core.app;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.sim.EventLoop;
import org.jspecify.annotations.Nullable;

/// How to ping.
///
/// @param loop the clock of the machine
/// @param style whose ping it is
/// @param destination the address to ping
/// @param source the source address to use, 0 for the route's
/// @param count requests to send, 0 for no end
/// @param intervalNanos from one request to the next
/// @param waitNanos how long to wait for answers after the last request (`-W`), 0 for the default
/// @param deadlineNanos when to stop whatever happens (`-w`), 0 for never
/// @param payloadBytes bytes behind the ICMP header
/// @param ttl time to live
/// @param dontFragment whether to set DF
/// @param device the device to use, when given (`-I`)
public record PingOptions(
    EventLoop loop,
    PingStyle style,
    int destination,
    int source,
    int count,
    long intervalNanos,
    long waitNanos,
    long deadlineNanos,
    int payloadBytes,
    int ttl,
    boolean dontFragment,
    @Nullable NetDevice device) {
  /// What both flavours do when nothing is said: 56 bytes, TTL 64, a request a second, DF set.
  public static PingOptions of(EventLoop loop, PingStyle style, int destination, int count) {
    return new PingOptions(
        loop, style, destination, 0, count, 1_000_000_000L, 0, 0, 56, 64, true, null);
  }
}
