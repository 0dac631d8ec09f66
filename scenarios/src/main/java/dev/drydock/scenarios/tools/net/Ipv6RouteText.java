package dev.drydock.scenarios.tools.net;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.Ipv6Route;
import dev.drydock.core.ip.Route;
import dev.drydock.core.ip.RouteType;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Ipv6Prefix;

/// An IPv6 route as `ip -6 route` shows it (`print_route` of `ip/iproute.c`).
final class Ipv6RouteText {
  private final RouteFilter filter;
  private final boolean details;

  /// How routes are shown.
  ///
  /// @param filter what was asked for, which is not shown again
  /// @param details `-d`
  Ipv6RouteText(RouteFilter filter, boolean details) {
    this.filter = filter;
    this.details = details;
  }

  /// The line of a route.
  String of(Ipv6Route route) {
    StringBuilder line = new StringBuilder();
    boolean unicast = route.type() == RouteType.UNICAST;
    line.append(unicast && !details ? "" : route.type().word() + " ");
    line.append(destination(route.destination())).append(' ');
    Ipv6Address gateway = route.gateway();
    line.append(gateway == null || filter.hasGateway() ? "" : "via " + gateway + " ");
    NetDevice device = route.device();
    line.append(device == null || filter.hasDevice() ? "" : "dev " + device.name() + " ");
    if (filter.table() == 0 && (route.table() != Route.MAIN_TABLE || details)) {
      line.append("table ").append(RouteText.tableName(route.table())).append(' ');
    }
    if (!filter.hasProtocol() && (!route.protocol().equals("boot") || details)) {
      line.append("proto ").append(route.protocol()).append(' ');
    }
    line.append(details ? "scope global " : "");
    line.append("metric ").append(route.metric()).append(' ');
    return line.append(route.isLinkDown() ? "linkdown " : "").append("pref medium").toString();
  }

  /// The line BusyBox gives: who made it is not said, the metric has two spaces in front.
  static String busybox(Ipv6Route route, boolean showsTable) {
    StringBuilder line = new StringBuilder();
    line.append(route.type() == RouteType.UNICAST ? "" : route.type().word() + " ");
    line.append(destination(route.destination())).append(' ');
    Ipv6Address gateway = route.gateway();
    line.append(gateway == null ? "" : "via " + gateway + " ");
    NetDevice device = route.device();
    line.append(device == null ? "" : "dev " + device.name() + " ");
    if (showsTable && route.table() != Route.MAIN_TABLE) {
      line.append("table ").append(RouteText.tableName(route.table())).append(' ');
    }
    return line.append(" metric ").append(route.metric()).append(' ').toString();
  }

  private static String destination(Ipv6Prefix prefix) {
    if (prefix.length() == 0) {
      return "default";
    }
    return prefix.length() == 128 ? prefix.address().toString() : prefix.toString();
  }
}
