package dev.drydock.scenarios.tools.net.route;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.scenarios.tools.net.iproute.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A route as `ip route` shows it (`print_route` of `ip/iproute.c`).
public final class RouteText {
  private final boolean showsTable;
  private final boolean details;

  /// How routes are shown.
  ///
  /// @param showsTable whether a table other than main is named: not when one table was asked for
  /// @param details `-d`
  public RouteText(boolean showsTable, boolean details) {
    this.showsTable = showsTable;
    this.details = details;
  }

  /// The line of an IPv4 route, which ends with a space, and its object.
  ///
  /// @param whole the route
  /// @param route what is to be shown of it
  public Fields of(Route whole, Route route) {
    Fields fields = new Fields();
    if (route.type() != RouteType.UNICAST || details) {
      fields.add("type", route.type().word(), "", " ");
    }
    fields.add("dst", destination(route.destination()), "", " ");
    boolean several = !route.legs().isEmpty();
    if (!several) {
      hop(route, fields);
    }
    if (showsTable && (route.table() != Route.MAIN_TABLE || details)) {
      fields.add("table", "table", tableName(route.table()));
    }
    if (!route.protocol().equals("boot") || details) {
      fields.add("protocol", "proto", route.protocol());
    }
    if (route.scope() != Scope.GLOBAL || details) {
      fields.add("scope", "scope", route.scope().word());
    }
    if (route.preferredSource() != 0) {
      fields.add("prefsrc", "src", Ipv4Address.format(route.preferredSource()));
    }
    if (route.metric() != 0) {
      fields.add("metric", "metric", route.metric());
    }
    fields.put("flags", several ? List.of() : flags(whole));
    fields.say(several ? "" : words(flags(whole))).say(metrics(route));
    if (several) {
      legs(route, fields);
    }
    putMetrics(metrics(route), fields);
    return fields;
  }

  private static void hop(Route route, Fields fields) {
    if (route.gateway() != 0) {
      fields.add("gateway", "via", Ipv4Address.format(route.gateway()));
    }
    NetDevice device = route.device();
    if (device != null) {
      fields.add("dev", "dev", device.name());
    }
  }

  /// The object of what [#metrics] says.
  static void putMetrics(String words, Fields fields) {
    if (!words.isEmpty()) {
      fields.put("metrics", List.of(Fields.ofPairs(words.replace("lock ", ""), Map.of())));
    }
  }

  /// `print_rta_metrics`.
  static String metrics(Route route) {
    Route.Metrics metrics = route.metrics();
    String lock = metrics.mtuLocked() ? "lock " : "";
    String mtu = metrics.mtuBytes() == 0 ? "" : "mtu " + lock + metrics.mtuBytes() + " ";
    return mtu
        + metric("window", metrics.windowBytes())
        + metric("advmss", metrics.advertisedMss())
        + metric("hoplimit", metrics.hopLimit())
        + metric("initcwnd", metrics.initialWindow());
  }

  private static String metric(String name, int value) {
    return value == 0 ? "" : name + " " + value + " ";
  }

  /// A line for each next hop (`print_rta_multipath`).
  private static void legs(Route route, Fields fields) {
    List<Map<String, Object>> hops = new ArrayList<>();
    for (Route.Leg leg : route.legs()) {
      Fields hop = new Fields().say("\n\tnexthop ");
      hop(leg.route(), hop);
      hop.add("weight", "weight", leg.weight());
      hop.put("flags", flags(leg.route())).say(words(flags(leg.route())));
      fields.say(hop.text());
      hops.add(hop.values());
    }
    fields.put("nexthops", hops);
  }

  private static List<String> flags(Route route) {
    List<String> flags = new ArrayList<>();
    if (route.onLink()) {
      flags.add("onlink");
    }
    // Routes to own addresses hang on no link (`fib_create_info`, nh_scope NOWHERE).
    boolean hasLink = route.type() != RouteType.LOCAL;
    if (hasLink && route.isLinkDown()) {
      flags.add("linkdown");
    }
    return flags;
  }

  private static String words(List<String> flags) {
    return flags.isEmpty() ? "" : String.join(" ", flags) + " ";
  }

  public static String destination(Ipv4Prefix prefix) {
    if (prefix.length() == 0) {
      return "default";
    }
    return prefix.length() == 32 ? Ipv4Address.format(prefix.address()) : prefix.toString();
  }

  /// The name of a table, of `rt_tables`.
  public static String tableName(int table) {
    return switch (table) {
      case Route.LOCAL_TABLE -> "local";
      case Route.MAIN_TABLE -> "main";
      case Route.DEFAULT_TABLE -> "default";
      default -> Integer.toString(table);
    };
  }
}
