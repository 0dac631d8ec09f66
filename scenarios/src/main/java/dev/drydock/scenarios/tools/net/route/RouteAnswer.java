package dev.drydock.scenarios.tools.net.route;

import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.route.Flow;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.scenarios.tools.net.iproute.NetErrno;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;

/// What the kernel answers to `ip route get` (`inet_rtm_getroute`).
final class RouteAnswer {
  /// The length of 224.0.0.0/4.
  private static final int MULTICAST_LENGTH = 4;

  private RouteAnswer() {}

  /// The route of a flow; a source of its own has to be this machine's (`ip_route_output_key`).
  static Route resolved(Netns namespace, Flow flow) throws ToolFailure {
    boolean isForeign =
        flow.source != 0 && namespace.ipv4().fib().addressType(flow.source) != RouteType.LOCAL;
    if (isForeign) {
      throw ToolFailure.refused(NetErrno.NETWORK_UNREACHABLE);
    }
    return routed(namespace, flow);
  }

  /// The route of a flow that may have come from anywhere.
  static Route routed(Netns namespace, Flow flow) throws ToolFailure {
    SendResult result = namespace.ipv4().route(flow);
    Route route = flow.route();
    if (result != SendResult.OK || route == null) {
      throw ToolFailure.refused(NetErrno.of(result));
    }
    return route;
  }

  /// A group is one whatever route leads to it (`__mkroute_output`).
  static RouteType type(Route route, int destination) {
    return Ipv4.isMulticast(destination) ? RouteType.MULTICAST : route.type();
  }

  /// The gateway of a route; 0 for a group to which only a wider route leads.
  static int gateway(Route route, int destination) {
    boolean isWider = route.destination().length() < MULTICAST_LENGTH;
    return Ipv4.isMulticast(destination) && isWider ? 0 : route.gateway();
  }
}
