package dev.drydock.scenarios.tools.net.route;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.route.Ipv6Flow;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.v6.Ipv6Stack;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import dev.drydock.scenarios.tools.net.iproute.NetErrno;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;

/// `ip -6 route get` (`iproute_get` of `ip/iproute.c`, `inet6_rtm_getroute`).
final class Ipv6RouteGet {
  private final IpContext context;

  Ipv6RouteGet(IpContext context) {
    this.context = context;
  }

  /// Whether the words ask for an IPv6 destination.
  static boolean concerns(IpContext context, Words words) {
    return context.family == IpContext.INET6 || words.rest().stream().anyMatch(Ipv6RouteGet::isV6);
  }

  private static boolean isV6(String word) {
    IpAddress address = IpAddress.parseOrNull(word.replaceFirst("/.*", ""));
    return address != null && address.isV6();
  }

  void run(Words words) throws ToolFailure {
    Ipv6Flow flow = new Ipv6Flow();
    boolean found = false;
    while (!words.isEmpty()) {
      String word = words.next();
      switch (word) {
        case "from" -> flow.setSource(address(words.next()));
        case "oif", "dev" -> flow.device = context.device(words.next());
        case "mark" -> flow.mark = words.number("mark");
        case "tos", "dsfield" -> flow.trafficClass = words.number("tos");
        case "iif", "uid", "ipproto", "sport", "dport" -> words.next();
        case "to" -> {}
        default -> {
          flow.setDestination(destination(word));
          found = true;
        }
      }
    }
    if (!found) {
      throw new ToolFailure(1, "need at least a destination address");
    }
    context.out(answer(flow));
  }

  private Ipv6Address destination(String text) throws ToolFailure {
    int slash = text.indexOf('/');
    String length = slash < 0 ? "128" : text.substring(slash + 1);
    Ipv6Address address = address(slash < 0 ? text : text.substring(0, slash));
    if (!length.equals("128")) {
      context.err(
          "Warning: /" + length + " as prefix is invalid, only /128 (or none) is supported.");
    }
    return address;
  }

  private static Ipv6Address address(String text) throws ToolFailure {
    IpAddress address = IpAddress.parseOrNull(text);
    if (address == null || !address.isV6()) {
      throw new ToolFailure(1, "Error: inet6 prefix is expected rather than \"" + text + "\".");
    }
    return address.v6();
  }

  private String answer(Ipv6Flow flow) throws ToolFailure {
    Ipv6Address from = flow.source();
    SendResult result = context.namespace().ipv6().route(flow);
    Ipv6Route route = flow.route();
    if (result != SendResult.OK || route == null) {
      throw ToolFailure.refused(NetErrno.of(result));
    }
    boolean details = context.details > 0;
    boolean unicast = route.type() == RouteType.UNICAST;
    StringBuilder line = new StringBuilder();
    line.append(unicast && !details ? "" : route.type().word() + " ");
    line.append(flow.destination()).append(" from ").append(from).append(' ');
    Ipv6Address better = context.namespace().ipv6().learnedGateway(flow.destination());
    Ipv6Address via = better == null ? route.gateway() : better;
    line.append(via == null || via.equals(flow.destination()) ? "" : "via " + via + " ");
    NetDevice device =
        route.type() == RouteType.LOCAL ? context.namespace().loopback() : route.device();
    line.append(device == null ? "" : "dev " + device.name() + " ");
    boolean isMain = route.table() == Route.MAIN_TABLE;
    line.append(isMain && !details ? "" : "table " + RouteText.tableName(route.table()) + " ");
    boolean isBoot = route.protocol().equals("boot");
    line.append(isBoot && !details ? "" : "proto " + route.protocol() + " ");
    line.append(details ? "scope global " : "").append("src ").append(flow.source());
    line.append(" metric ").append(route.metric()).append(' ');
    return line.append(learned(flow)).append(Ipv6RouteText.extras(route)).toString();
  }

  /// What was learned of the path (`print_rta_cacheinfo`).
  private String learned(Ipv6Flow flow) {
    Ipv6Stack ipv6 = context.namespace().ipv6();
    int mtu = ipv6.learnedMtu(flow.destination());
    return mtu == 0
        ? ""
        : "expires " + ipv6.learnedSeconds(flow.destination()) + "sec mtu " + mtu + " ";
  }
}
