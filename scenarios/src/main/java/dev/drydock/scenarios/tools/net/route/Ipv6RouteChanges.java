package dev.drydock.scenarios.tools.net.route;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.route.Ipv6Fib;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Ipv6Prefix;
import dev.drydock.scenarios.tools.net.iproute.NetErrno;
import org.jspecify.annotations.Nullable;

/// The kernel's side of requests about IPv6 routes (`inet6_rtm_newroute`, `inet6_rtm_delroute`,
/// `net/ipv6/route.c`): each changes the tables or says why not.
final class Ipv6RouteChanges {
  private final Netns namespace;

  Ipv6RouteChanges(Netns namespace) {
    this.namespace = namespace;
  }

  NetErrno put(RouteRequest request, RouteChanges.Mode mode) {
    Ipv6Prefix destination = prefix(request.destination);
    if (destination == null) {
      return NetErrno.INVALID;
    }
    if (isStrange(request.source)) {
      return NetErrno.INVALID.saying("Invalid source address");
    }
    RouteType type = request.type == null ? RouteType.UNICAST : request.type;
    NetDevice device = null;
    if (type != RouteType.BLACKHOLE
        && type != RouteType.UNREACHABLE
        && type != RouteType.PROHIBIT) {
      device = deviceOf(request);
      if (device == null) {
        return request.gateway == null ? NetErrno.NO_DEVICE : HOST_UNREACHABLE;
      }
      if (!device.isUp()) {
        return NetErrno.NETWORK_DOWN.saying("Nexthop device is not up");
      }
    }
    Ipv6Route route =
        new Ipv6Route(
            destination.masked(),
            type,
            device,
            address(request.gateway),
            request.metric <= 0 ? Ipv6Route.USER_METRIC : request.metric,
            request.protocolOrBoot(),
            request.table,
            extras(request));
    return put(route, mode);
  }

  private Ipv6Route.Extras extras(RouteRequest request) {
    int seconds = request.expiresSeconds;
    long now = namespace.softnet().loop().nowNanos();
    return new Ipv6Route.Extras(
        seconds <= 0 ? Long.MAX_VALUE : now + seconds * Nanos.SECOND,
        request.preference,
        request.mtuBytes,
        request.mtuLocked,
        request.hopLimit,
        address(request.source));
  }

  private boolean isStrange(@Nullable IpAddress source) {
    Ipv6Address wanted = address(source);
    Ipv6Route own = wanted == null ? null : namespace.ipv6().fib().lookup(wanted, null);
    return wanted != null && (own == null || own.type() != RouteType.LOCAL);
  }

  private static final NetErrno HOST_UNREACHABLE = new NetErrno(113, "No route to host", "");

  private NetErrno put(Ipv6Route route, RouteChanges.Mode mode) {
    Ipv6Fib fib = namespace.ipv6().fib();
    boolean alike = fib.hasAlike(route);
    return switch (mode) {
      case ADD -> alike ? NetErrno.EXISTS : append(fib, route);
      case APPEND -> append(fib, route);
      case CHANGE -> alike ? replace(fib, route) : NetErrno.NO_SUCH_FILE;
      case REPLACE -> alike ? replace(fib, route) : append(fib, route);
    };
  }

  private static NetErrno append(Ipv6Fib fib, Ipv6Route route) {
    return fib.append(route) ? NetErrno.OK : NetErrno.EXISTS;
  }

  private static NetErrno replace(Ipv6Fib fib, Ipv6Route route) {
    fib.removeFirst(r ->
        r.destination().equals(route.destination())
            && r.metric() == route.metric()
            && r.table() == route.table());
    return append(fib, route);
  }

  /// The device that is named, else the one behind which the gateway is.
  private @Nullable NetDevice deviceOf(RouteRequest request) {
    if (request.device != null) {
      return request.device;
    }
    Ipv6Address gateway = address(request.gateway);
    Ipv6Route link = gateway == null ? null : namespace.ipv6().fib().lookup(gateway, null);
    if (link == null || link.gateway() != null || link.type() != RouteType.UNICAST) {
      return null;
    }
    return link.device();
  }

  /// Removes the first route that fits what is said.
  NetErrno delete(RouteRequest request) {
    Ipv6Prefix destination = prefix(request.destination);
    boolean removed =
        destination != null
            && namespace
                .ipv6()
                .fib()
                .removeFirst(r -> r.destination().equals(destination) && fits(request, r));
    return removed ? NetErrno.OK : NetErrno.NO_SUCH_PROCESS;
  }

  private static boolean fits(RouteRequest request, Ipv6Route route) {
    Ipv6Address gateway = address(request.gateway);
    return route.table() == request.table
        && (request.type == null || request.type == route.type())
        && (request.device == null || request.device == route.device())
        && (gateway == null || gateway.equals(route.gateway()))
        && (request.metric <= 0 || request.metric == route.metric())
        && (request.protocol.isEmpty() || request.protocolOrBoot().equals(route.protocol()));
  }

  private static @Nullable Ipv6Prefix prefix(@Nullable IpPrefix wanted) {
    return wanted == null || !wanted.address().isV6()
        ? null
        : new Ipv6Prefix(wanted.address().v6(), wanted.length());
  }

  private static @Nullable Ipv6Address address(@Nullable IpAddress address) {
    return address == null || !address.isV6() ? null : address.v6();
  }
}
