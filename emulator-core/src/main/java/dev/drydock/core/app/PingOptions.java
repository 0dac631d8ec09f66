package dev.drydock.core.app;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.IpAddress;
import org.jspecify.annotations.Nullable;

/// How to ping. [#of] gives what both flavours do when nothing is said; the `with` methods change
/// one thing.
///
/// @param loop the clock of the machine
/// @param style whose ping it is
/// @param destination the address to ping
/// @param source the source address to use, `0.0.0.0` or `::` for the route's
/// @param count requests to send, 0 for no end
/// @param times when things happen
/// @param packet what a request looks like
/// @param raw whether the socket is a raw one; iputils takes a ping socket where it may
/// @param device the device to use, when given (`-I`)
public record PingOptions(
    EventLoop loop,
    PingStyle style,
    IpAddress destination,
    IpAddress source,
    int count,
    Times times,
    Packet packet,
    boolean raw,
    @Nullable NetDevice device) {
  /// When things happen.
  ///
  /// @param intervalNanos from one request to the next (`-i`)
  /// @param waitNanos how long to wait for the first answer after the last request (`-W`)
  /// @param deadlineNanos when to stop whatever happens (`-w`), 0 for never
  /// @param adaptive whether the interval follows the round trips (`-A`)
  /// @param preload requests that may be on their way before the interval counts (`-l`)
  public record Times(
      long intervalNanos, long waitNanos, long deadlineNanos, boolean adaptive, int preload) {
    /// At a steady interval.
    public Times(long intervalNanos, long waitNanos, long deadlineNanos) {
      this(intervalNanos, waitNanos, deadlineNanos, false, 1);
    }

    /// A request a second; 10 s for the first answer (`MAXWAIT` of both).
    public static final Times DEFAULT = new Times(Nanos.SECOND, 10 * Nanos.SECOND, 0);
  }

  /// What a request looks like.
  ///
  /// @param payloadBytes bytes behind the ICMP header (`-s`)
  /// @param ttl time to live (`-t`); 0 for the kernel's own: 1 to groups, else 64
  /// @param tos type of service (`-Q`)
  /// @param pathMtu whether it may be fragmented (`-M`)
  /// @param pattern hexadecimal digits, in pairs, that the payload repeats (`-p`); empty for the
  ///   flavour's own payload
  public record Packet(int payloadBytes, int ttl, int tos, PathMtu pathMtu, String pattern) {
    /// One with the flavour's own payload.
    public Packet(int payloadBytes, int ttl, int tos, PathMtu pathMtu) {
      this(payloadBytes, ttl, tos, pathMtu, "");
    }

    /// 56 bytes, the kernel's TTL, DF where it fits.
    public static final Packet DEFAULT = new Packet(56, 0, 0, PathMtu.WANT);
  }

  /// What both flavours do when nothing is said.
  public static PingOptions of(EventLoop loop, PingStyle style, IpAddress destination, int count) {
    IpAddress any = destination.isV6() ? IpAddress.ANY_V6 : IpAddress.ANY_V4;
    boolean raw = style == PingStyle.BUSYBOX;
    return new PingOptions(
        loop, style, destination, any, count, Times.DEFAULT, Packet.DEFAULT, raw, null);
  }

  /// The same with other times.
  public PingOptions with(Times newTimes) {
    return new PingOptions(loop, style, destination, source, count, newTimes, packet, raw, device);
  }

  /// The same with other packets.
  public PingOptions with(Packet newPacket) {
    return new PingOptions(loop, style, destination, source, count, times, newPacket, raw, device);
  }

  /// The same with another kind of socket.
  public PingOptions withRaw(boolean newRaw) {
    return new PingOptions(loop, style, destination, source, count, times, packet, newRaw, device);
  }

  /// The same from a given address and out by a given device.
  ///
  /// @param newSource `0.0.0.0` or `::` for the route's
  public PingOptions from(IpAddress newSource, @Nullable NetDevice newDevice) {
    return new PingOptions(
        loop, style, destination, newSource, count, times, packet, raw, newDevice);
  }
}
