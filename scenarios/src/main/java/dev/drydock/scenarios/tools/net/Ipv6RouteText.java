package dev.drydock.scenarios.tools.net;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.Ipv6Route;
import dev.drydock.core.ip.Route;
import dev.drydock.core.ip.RouteType;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Ipv6Prefix;
import org.jspecify.annotations.Nullable;

/// An IPv6 route as `ip -6 route` shows it (`print_route` of `ip/iproute.c`).
final class Ipv6RouteText {
  private final RouteFilter filter;
  private final boolean details;
  private final long nowNanos;

  /// How routes are shown.
  ///
  /// @param filter what was asked for, which is not shown again
  /// @param details `-d`
  /// @param nowNanos the time
  Ipv6RouteText(RouteFilter filter, boolean details, long nowNanos) {
    this.filter = filter;
    this.details = details;
    this.nowNanos = nowNanos;
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
    line.append(filter.hasDevice() ? "" : "dev " + name(device) + " ");
    if (filter.table() == 0 && (route.table() != Route.MAIN_TABLE || details)) {
      line.append("table ").append(RouteText.tableName(route.table())).append(' ');
    }
    if (!filter.hasProtocol() && (!route.protocol().equals("boot") || details)) {
      line.append("proto ").append(route.protocol()).append(' ');
    }
    line.append(details ? "scope global " : "");
    line.append("metric ").append(route.metric()).append(' ');
    line.append(route.isLinkDown() ? "linkdown " : "");
    return line.append(end(route, nowNanos)).append(extras(route)).toString();
  }

  private static String end(Ipv6Route route, long nowNanos) {
    long left = route.extras().expiresNanos() - nowNanos;
    return route.expires() ? "expires " + Math.floorDiv(left, 1_000_000_000L) + "sec " : "";
  }

  /// What stands at the end (`print_rta_metrics`, the preference).
  static String extras(Ipv6Route route) {
    Ipv6Route.Extras extras = route.extras();
    StringBuilder words = new StringBuilder();
    words.append(extras.mtuBytes() == 0 ? "" : "mtu " + extras.mtuBytes() + " ");
    words.append(extras.hopLimit() == 0 ? "" : "hoplimit " + extras.hopLimit() + " ");
    words.append("pref ");
    return words
        .append(extras.preference() == 0 ? "medium" : extras.preference() > 0 ? "high" : "low")
        .toString();
  }

  /// The line BusyBox gives: who made it is not said, the metric has two spaces in front.
  static String busybox(Ipv6Route route, boolean showsTable) {
    StringBuilder line = new StringBuilder();
    line.append(route.type() == RouteType.UNICAST ? "" : route.type().word() + " ");
    line.append(destination(route.destination())).append(' ');
    Ipv6Address gateway = route.gateway();
    line.append(gateway == null ? "" : "via " + gateway + " ");
    NetDevice device = route.device();
    line.append("dev ").append(name(device)).append(' ');
    if (showsTable && route.table() != Route.MAIN_TABLE) {
      line.append("table ").append(RouteText.tableName(route.table())).append(' ');
    }
    return line.append(" metric ").append(route.metric()).append(' ').toString();
  }

  /// Routes that refuse are those of the loopback device.
  private static String name(@Nullable NetDevice device) {
    return device == null ? "lo" : device.name();
  }

  private static String destination(Ipv6Prefix prefix) {
    if (prefix.length() == 0) {
      return "default";
    }
    return prefix.length() == 128 ? prefix.address().toString() : prefix.toString();
  }
}
