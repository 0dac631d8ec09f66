package dev.drydock.scenarios.tools.net;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.Route;
import dev.drydock.core.ip.RouteType;
import dev.drydock.core.ip.Scope;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv4Prefix;

/// A route as `ip route` shows it (`print_route` of `ip/iproute.c`).
final class RouteText {
  private final boolean showsTable;
  private final boolean details;

  /// How routes are shown.
  ///
  /// @param showsTable whether a table other than main is named: not when one table was asked for
  /// @param details `-d`
  RouteText(boolean showsTable, boolean details) {
    this.showsTable = showsTable;
    this.details = details;
  }

  /// The line of an IPv4 route; it ends with a space.
  ///
  /// @param whole the route
  /// @param route what is to be shown of it
  String of(Route whole, Route route) {
    StringBuilder line = new StringBuilder();
    if (route.type() != RouteType.UNICAST || details) {
      line.append(route.type().word()).append(' ');
    }
    line.append(destination(route.destination())).append(' ');
    boolean several = !route.legs().isEmpty();
    if (route.gateway() != 0 && !several) {
      line.append("via ").append(Ipv4Address.format(route.gateway())).append(' ');
    }
    NetDevice device = route.device();
    if (device != null && !several) {
      line.append("dev ").append(device.name()).append(' ');
    }
    if (showsTable && (route.table() != Route.MAIN_TABLE || details)) {
      line.append("table ").append(tableName(route.table())).append(' ');
    }
    if (!route.protocol().equals("boot") || details) {
      line.append("proto ").append(route.protocol()).append(' ');
    }
    if (route.scope() != Scope.GLOBAL || details) {
      line.append("scope ").append(route.scope().word()).append(' ');
    }
    if (route.preferredSource() != 0) {
      line.append("src ").append(Ipv4Address.format(route.preferredSource())).append(' ');
    }
    if (route.metric() != 0) {
      line.append("metric ").append(route.metric()).append(' ');
    }
    if (several) {
      return line.append(metrics(route)).append(legs(route)).toString();
    }
    return line.append(flags(whole)).append(metrics(route)).toString();
  }

  /// `print_rta_metrics`.
  static String metrics(Route route) {
    Route.Metrics metrics = route.metrics();
    String lock = metrics.mtuLocked() ? "lock " : "";
    String mtu = metrics.mtuBytes() == 0 ? "" : "mtu " + lock + metrics.mtuBytes() + " ";
    return mtu + (metrics.advertisedMss() == 0 ? "" : "advmss " + metrics.advertisedMss() + " ");
  }

  /// A line for each next hop (`print_rta_multipath`).
  private static String legs(Route route) {
    StringBuilder lines = new StringBuilder();
    for (Route.Leg leg : route.legs()) {
      Route by = leg.route();
      NetDevice device = by.device();
      lines.append("\n\tnexthop ");
      if (by.gateway() != 0) {
        lines.append("via ").append(Ipv4Address.format(by.gateway())).append(' ');
      }
      lines.append(device == null ? "" : "dev " + device.name() + " ");
      lines.append("weight ").append(leg.weight()).append(' ').append(flags(by));
    }
    return lines.toString();
  }

  private static String flags(Route route) {
    String flags = route.onLink() ? "onlink " : "";
    // Routes to own addresses hang on no link (`fib_create_info`, nh_scope NOWHERE).
    boolean hasLink = route.type() != RouteType.LOCAL;
    return hasLink && route.isLinkDown() ? flags + "linkdown " : flags;
  }

  static String destination(Ipv4Prefix prefix) {
    if (prefix.length() == 0) {
      return "default";
    }
    return prefix.length() == 32 ? Ipv4Address.format(prefix.address()) : prefix.toString();
  }

  /// The name of a table, of `rt_tables`.
  static String tableName(int table) {
    return switch (table) {
      case Route.LOCAL_TABLE -> "local";
      case Route.MAIN_TABLE -> "main";
      case Route.DEFAULT_TABLE -> "default";
      default -> Integer.toString(table);
    };
  }
}
