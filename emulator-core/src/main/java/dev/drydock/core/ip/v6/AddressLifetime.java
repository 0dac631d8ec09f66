package dev.drydock.core.ip.v6;

import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Jiffies;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.RouterAdvertisement;

/// How long an IPv6 address is good: preferred, then deprecated, then gone (RFC 4862 section 5.5.4;
/// Linux `addrconf_verify_rtnl`). It is the timer that removes the address.
public final class AddressLifetime extends Event {
  private final Ipv6InterfaceAddress address;
  private final EventLoop loop;
  private long validSeconds;
  private long preferredSeconds;
  private long sinceNanos;

  AddressLifetime(Ipv6InterfaceAddress address, EventLoop loop) {
    this.address = address;
    this.loop = loop;
  }

  /// Begins anew with these seconds, [RouterAdvertisement#INFINITE_SECONDS] for ever.
  void set(long valid, long preferred) {
    validSeconds = valid;
    preferredSeconds = preferred;
    sinceNanos = loop.nowNanos();
    if (isForever(valid)) {
      loop.cancel(this);
    } else {
      long end = sinceNanos + valid * Nanos.SECOND;
      loop.reschedule(this, Jiffies.expiryNanos(sinceNanos, end));
    }
  }

  void stop() {
    loop.cancel(this);
  }

  @Override
  protected void fire() {
    address.expired();
  }

  private static boolean isForever(long seconds) {
    return seconds == RouterAdvertisement.INFINITE_SECONDS;
  }

  private long left(long seconds) {
    long gone = (loop.nowNanos() - sinceNanos) / Nanos.SECOND;
    return isForever(seconds) ? seconds : Math.max(0, seconds - gone);
  }

  /// Seconds until the address goes, [RouterAdvertisement#INFINITE_SECONDS] for never.
  public long validSeconds() {
    return left(validSeconds);
  }

  /// Seconds until it is not used for new connections any more.
  public long preferredSeconds() {
    return left(preferredSeconds);
  }

  /// Whether the address goes some day.
  boolean ends() {
    return !isForever(validSeconds);
  }

  boolean isOver() {
    return preferredSeconds() == 0;
  }
}
