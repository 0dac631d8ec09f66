package dev.drydock.core.ip.route;

import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Nanos;
import java.util.ArrayList;
import java.util.List;

/// When the routers that routes lead by were last asked whether they are there: a host that uses
/// such a route, and knows no neighbour behind its gateway, asks for it beside what it sends, from
/// its link-local address and at most once a minute (Linux `net/ipv6/route.c`, `rt6_probe`; RFC
/// 4191 section 3.5). A new route counts as asked for (`fib6_nh_init`).
///
/// A gateway that has failed is not asked for here, as it is in Linux a minute later.
public final class RouterProbes {
  /// `net.ipv6.conf.X.router_probe_interval`.
  private static final long INTERVAL_NANOS = 60 * Nanos.SECOND;

  private final EventLoop loop;
  private final List<Clock> clocks = new ArrayList<>(1);

  /// The routes that lead the same way as one, and when that was last asked for.
  private static final class Clock {
    private final Ipv6Route route;
    private long askedNanos;

    Clock(Ipv6Route route, long askedNanos) {
      this.route = route;
      this.askedNanos = askedNanos;
    }
  }

  RouterProbes(EventLoop loop) {
    this.loop = loop;
  }

  /// There is a new route by a gateway.
  void made(Ipv6Route route) {
    gone(route);
    clocks.add(new Clock(route, loop.nowNanos()));
  }

  /// A route by a gateway is no more.
  void gone(Ipv6Route route) {
    clocks.removeIf(clock -> clock.route.isSameWay(route));
  }

  /// Whether the gateway of a route, which is no neighbour, is to be asked for; then it counts as
  /// asked for.
  public boolean isDue(Ipv6Route route) {
    long now = loop.nowNanos();
    for (Clock clock : clocks) {
      if (clock.route.isSameWay(route)) {
        boolean isDue = now > clock.askedNanos + INTERVAL_NANOS;
        clock.askedNanos = isDue ? now : clock.askedNanos;
        return isDue;
      }
    }
    return false;
  }
}
