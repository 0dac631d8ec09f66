package dev.drydock.core.ip.v6;

import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.Jiffies;
import dev.drydock.core.wire.Ipv6Address;

/// Asks for routers on one interface until one answers: at once when the link-local address is
/// usable, then after about 4, 8, 16 s and so on up to an hour (RFC 7559; Linux
/// `addrconf_rs_timer`, `rfc3315_s14_backoff_update`).
final class RouterSolicitor extends Event {
  /// rtr_solicit_interval.
  private static final long INTERVAL_NANOS = 4_000_000_000L;

  /// rtr_solicit_max_interval.
  private static final long INTERVAL_NANOS_MAX = 3_600_000_000_000L;

  private final Ipv6Stack stack;
  private final Ipv6Interface in;
  private long intervalNanos;
  private int timesAsked;

  RouterSolicitor(Ipv6Stack stack, Ipv6Interface in) {
    this.stack = stack;
    this.in = in;
  }

  void start() {
    if (isPending()) {
      return;
    }
    intervalNanos = spread(INTERVAL_NANOS);
    timesAsked = 0;
    ask();
  }

  void stop() {
    stack.loop().cancel(this);
  }

  private void ask() {
    Ipv6Address source = in.linkLocal();
    int most = in.config().routerSolicitations;
    if (source == null || (most >= 0 && timesAsked >= most)) {
      return;
    }
    timesAsked++;
    stack.discovery().solicitRouters(in.device(), source);
    long now = stack.loop().nowNanos();
    stack.loop().schedule(this, Jiffies.expiryNanos(now, now + intervalNanos));
  }

  @Override
  protected void fire() {
    if (!in.hearsRouters()) {
      return;
    }
    long next = intervalNanos + spread(intervalNanos);
    intervalNanos = next > INTERVAL_NANOS_MAX ? spread(INTERVAL_NANOS_MAX) : next;
    ask();
  }

  /// 0.9 to 1.1 times a time.
  private long spread(long nanos) {
    return nanos / 10 * 9 + stack.random().nextLong(nanos / 5);
  }
}
