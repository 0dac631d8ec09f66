package dev.drydock.core.ip.route;

import dev.drydock.core.sim.EventLoop;
import it.unimi.dsi.fastutil.ints.Int2ObjectLinkedOpenHashMap;
import org.jspecify.annotations.Nullable;

/// What a namespace has learned about single destinations from ICMP (Linux `struct
/// fib_nh_exception`): the MTU of the path, or a better gateway. An exception belongs to the route
/// it was learned for and ends with it.
public final class RouteExceptions {
  /// How long a learned MTU holds (`net.ipv4.route.mtu_expires`).
  static final long MTU_NANOS = 600_000_000_000L;

  /// How long a learned gateway holds (`ip_rt_gc_timeout`).
  static final long GATEWAY_NANOS = 300_000_000_000L;

  /// The least MTU that is believed (`net.ipv4.route.min_pmtu`: 512 + 20 + 20).
  static final int MIN_MTU_BYTES = 552;

  /// 2048 buckets of five (`FNHE_HASH_SIZE`, `FNHE_RECLAIM_DEPTH`).
  private static final int EXCEPTIONS_MAX = 2048 * 5;

  private final EventLoop loop;
  private @Nullable Int2ObjectLinkedOpenHashMap<RouteException> byDestination;

  public RouteExceptions(EventLoop loop) {
    this.loop = loop;
  }

  /// What is known of a destination beyond its route; null for nothing that still holds.
  public @Nullable RouteException find(Route route, int destination) {
    if (byDestination == null) {
      return null;
    }
    RouteException exception = byDestination.get(destination);
    if (exception == null) {
      return null;
    }
    if (exception.route != route || exception.expiresNanos <= loop.nowNanos()) {
      byDestination.remove(destination);
      return null;
    }
    return exception;
  }

  /// A router on the way could not pass a packet of more than `mtu` bytes (`__ip_rt_update_pmtu`).
  ///
  /// @param known what was believed until now
  public void learnMtu(Route route, int destination, int mtu, int known) {
    if (known < mtu) {
      return;
    }
    boolean locked = mtu < MIN_MTU_BYTES;
    int believed = locked ? Math.min(known, MIN_MTU_BYTES) : mtu;
    RouteException exception = at(route, destination);
    long left = exception.expiresNanos - loop.nowNanos();
    if (exception.mtuBytes == believed && !locked && left > MTU_NANOS / 2) {
      return;
    }
    exception.mtuBytes = believed;
    exception.mtuLocked = locked;
    exception.expiresNanos = loop.nowNanos() + MTU_NANOS;
  }

  /// A router on the way knows a better one (`__ip_do_redirect`).
  public void learnGateway(Route route, int destination, int gateway) {
    RouteException exception = at(route, destination);
    exception.gateway = gateway;
    exception.expiresNanos = Math.max(exception.expiresNanos, loop.nowNanos() + GATEWAY_NANOS);
  }

  private RouteException at(Route route, int destination) {
    RouteException exception = find(route, destination);
    if (exception != null) {
      return exception;
    }
    if (byDestination == null) {
      byDestination = new Int2ObjectLinkedOpenHashMap<>();
    }
    if (byDestination.size() == EXCEPTIONS_MAX) {
      byDestination.removeFirst();
    }
    exception = new RouteException(route);
    byDestination.put(destination, exception);
    return exception;
  }
}
