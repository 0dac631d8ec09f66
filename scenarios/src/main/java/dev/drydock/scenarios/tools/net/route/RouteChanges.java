package dev.drydock.scenarios.tools.net.route;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.route.Fib;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.scenarios.tools.net.iproute.NetErrno;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The kernel's side of requests about routes, IPv4 here (`inet_rtm_newroute`, `inet_rtm_delroute`,
/// `fib_semantics.c`): each changes the tables or says why not.
public final class RouteChanges {
  private final Netns namespace;

  public RouteChanges(Netns namespace) {
    this.namespace = namespace;
  }

  /// How a route is put in.
  public enum Mode {
    /// Only where there is none of the same destination and metric.
    ADD,
    /// Behind those there are.
    APPEND,
    /// In place of the first there is.
    CHANGE,
    /// In place of the first there is, if there is one.
    REPLACE
  }

  public NetErrno put(RouteRequest request, Mode mode) {
    IpPrefix wanted = request.destination;
    if (request.v6 || wanted == null) {
      return new Ipv6RouteChanges(namespace).put(request, mode);
    }
    Ipv4Prefix destination = new Ipv4Prefix(wanted.address().v4(), wanted.length());
    if (!destination.masked().equals(destination)) {
      return NetErrno.INVALID.saying("Invalid prefix for given prefix length");
    }
    Fib fib = namespace.ipv4().fib();
    RouteType type = request.type == null ? RouteType.UNICAST : request.type;
    NetDevice device = null;
    boolean refuses =
        type == RouteType.BLACKHOLE || type == RouteType.UNREACHABLE || type == RouteType.PROHIBIT;
    for (RouteRequest hop : refuses ? List.<RouteRequest>of() : hops(request)) {
      NetErrno wrong = check(hop);
      if (!wrong.isOk()) {
        return wrong;
      }
      device = deviceOf(hop);
    }
    Route route = withHops(request, route(request, destination, device));
    Route old = same(fib, route);
    return switch (mode) {
      case ADD -> fib.add(route) ? NetErrno.OK : NetErrno.EXISTS;
      case APPEND -> fib.append(route) ? NetErrno.OK : NetErrno.EXISTS;
      case CHANGE -> old == null ? NetErrno.NO_SUCH_FILE : replace(fib, old, route);
      case REPLACE -> old == null ? add(fib, route) : replace(fib, old, route);
    };
  }

  /// The next hops that are said; without `nexthop` the request is its own.
  private static List<RouteRequest> hops(RouteRequest request) {
    return request.hops.isEmpty() ? List.of(request) : request.hops;
  }

  private Route withHops(RouteRequest request, Route route) {
    Route whole = route.with(request.metrics());
    if (request.hops.isEmpty()) {
      return whole;
    }
    List<Route.Leg> legs = new ArrayList<>();
    for (RouteRequest hop : request.hops) {
      Route leg = whole.by(deviceOf(hop), bits(hop.gateway), hop.onLink);
      legs.add(new Route.Leg(leg, hop.weight));
    }
    Route first = legs.getFirst().route();
    return legs.size() == 1 ? first : first.with(legs);
  }

  private static NetErrno add(Fib fib, Route route) {
    return fib.add(route) ? NetErrno.OK : NetErrno.EXISTS;
  }

  private static NetErrno replace(Fib fib, Route old, Route route) {
    fib.removeIf(r -> r == old);
    return add(fib, route);
  }

  private static @Nullable Route same(Fib fib, Route wanted) {
    for (Route route : fib.routes(wanted.table())) {
      if (route.destination().equals(wanted.destination()) && route.metric() == wanted.metric()) {
        return route;
      }
    }
    return null;
  }

  private static Route route(
      RouteRequest request, Ipv4Prefix destination, @Nullable NetDevice device) {
    RouteType type = request.type == null ? RouteType.UNICAST : request.type;
    return new Route(
        destination,
        type,
        device,
        bits(request.gateway),
        bits(request.source),
        Math.max(0, request.metric),
        request.scopeOrDefault(),
        request.protocolOrBoot(),
        request.table,
        request.onLink,
        Route.Extras.NONE);
  }

  private static int bits(@Nullable IpAddress address) {
    return address == null ? 0 : address.v4();
  }

  /// The next hop must be on a link that is up (`fib_check_nh`), the source an own address.
  private NetErrno check(RouteRequest request) {
    NetDevice device = request.device;
    if (device != null && !device.isUp()) {
      return NetErrno.NETWORK_DOWN.saying(
          request.gateway == null ? "Device for nexthop is not up" : "Nexthop device is not up");
    }
    if (request.gateway == null && device == null) {
      return NetErrno.NO_DEVICE;
    }
    if (request.onLink && device == null) {
      return NetErrno.INVALID.saying("Nexthop device required for onlink");
    }
    if (request.gateway != null && !request.onLink && linkTo(request) == null) {
      return NetErrno.NETWORK_UNREACHABLE.saying("Nexthop has invalid gateway");
    }
    if (request.source != null
        && namespace.ipv4().fib().addressType(request.source.v4()) != RouteType.LOCAL) {
      return NetErrno.INVALID.saying("Invalid prefsrc address");
    }
    return NetErrno.OK;
  }

  private @Nullable NetDevice deviceOf(RouteRequest request) {
    if (request.device != null) {
      return request.device;
    }
    Route link = linkTo(request);
    return link == null ? null : link.device();
  }

  /// The directly connected route by which the gateway is reached.
  private @Nullable Route linkTo(RouteRequest request) {
    int gateway = bits(request.gateway);
    Route best = null;
    for (Route route : namespace.ipv4().fib().routes()) {
      boolean fits =
          route.type() == RouteType.UNICAST
              && route.scope() == Scope.LINK
              && route.destination().contains(gateway)
              && (request.device == null || route.device() == request.device);
      boolean longer = best == null || route.destination().length() > best.destination().length();
      if (fits && longer) {
        best = route;
      }
    }
    boolean own = namespace.ipv4().fib().addressType(gateway) == RouteType.LOCAL;
    return own ? null : best;
  }

  /// Removes the first route that fits what is said.
  public NetErrno delete(RouteRequest request) {
    IpPrefix wanted = request.destination;
    if (request.v6 || wanted == null) {
      return new Ipv6RouteChanges(namespace).delete(request);
    }
    Ipv4Prefix destination = new Ipv4Prefix(wanted.address().v4(), wanted.length());
    boolean removed =
        namespace
            .ipv4()
            .fib()
            .removeFirst(route -> route.destination().equals(destination) && fits(request, route));
    return removed ? NetErrno.OK : NetErrno.NO_SUCH_PROCESS;
  }

  private static boolean fits(RouteRequest request, Route route) {
    return route.table() == request.table
        && (request.type == null || request.type == route.type())
        && (request.scope == null || request.scope == route.scope())
        && (request.device == null || request.device == route.device())
        && (request.gateway == null || bits(request.gateway) == route.gateway())
        && (request.source == null || bits(request.source) == route.preferredSource())
        && (request.metric < 0 || request.metric == route.metric())
        && (request.protocol.isEmpty() || request.protocolOrBoot().equals(route.protocol()));
  }
}
