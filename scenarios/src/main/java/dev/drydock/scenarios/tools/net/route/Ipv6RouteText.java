package dev.drydock.scenarios.tools.net.route;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Ipv6Prefix;
import dev.drydock.scenarios.tools.net.iproute.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An IPv6 route as `ip -6 route` shows it (`print_route` of `ip/iproute.c`).
public final class Ipv6RouteText {
  private final RouteFilter filter;
  private final boolean details;
  private final long nowNanos;

  /// How routes are shown.
  ///
  /// @param filter what was asked for, which is not shown again
  /// @param details `-d`
  /// @param nowNanos the time
  public Ipv6RouteText(RouteFilter filter, boolean details, long nowNanos) {
    this.filter = filter;
    this.details = details;
    this.nowNanos = nowNanos;
  }

  /// The line of a route, and its object.
  public Fields of(Ipv6Route route) {
    Fields fields = new Fields();
    if (route.type() != RouteType.UNICAST || details) {
      fields.add("type", route.type().word(), "", " ");
    }
    fields.add("dst", destination(route.destination()), "", " ");
    Ipv6Address gateway = route.gateway();
    if (gateway != null && !filter.hasGateway()) {
      fields.add("gateway", "via", gateway.toString());
    }
    if (!filter.hasDevice()) {
      fields.add("dev", "dev", name(route.device()));
    }
    if (filter.table() == 0 && (route.table() != Route.MAIN_TABLE || details)) {
      fields.add("table", "table", RouteText.tableName(route.table()));
    }
    if (!filter.hasProtocol() && (!route.protocol().equals("boot") || details)) {
      fields.add("protocol", "proto", route.protocol());
    }
    if (details) {
      fields.add("scope", "scope", "global");
    }
    Ipv6Address source = route.extras().preferredSource();
    if (source != null) {
      fields.add("prefsrc", "src", source.toString());
    }
    fields.add("metric", "metric", route.metric());
    fields.put("flags", route.isLinkDown() ? List.of("linkdown") : List.of());
    fields.say(route.isLinkDown() ? "linkdown " : "");
    if (route.expires()) {
      long left = Math.floorDiv(route.extras().expiresNanos() - nowNanos, 1_000_000_000L);
      fields.add("expires", left, "expires ", "sec ");
    }
    fields.say(extras(route));
    RouteText.putMetrics(metrics(route), fields);
    return fields.put("pref", preference(route));
  }

  /// What stands at the end (`print_rta_metrics`, the preference).
  static String extras(Ipv6Route route) {
    return metrics(route) + "pref " + preference(route);
  }

  private static String metrics(Ipv6Route route) {
    Ipv6Route.Extras extras = route.extras();
    String lock = extras.mtuLocked() ? "lock " : "";
    return (extras.mtuBytes() == 0 ? "" : "mtu " + lock + extras.mtuBytes() + " ")
        + (extras.hopLimit() == 0 ? "" : "hoplimit " + extras.hopLimit() + " ");
  }

  private static String preference(Ipv6Route route) {
    int preference = route.extras().preference();
    return preference == 0 ? "medium" : preference > 0 ? "high" : "low";
  }

  /// The line BusyBox gives: who made it is not said, the metric has two spaces in front.
  public static String busybox(Ipv6Route route, boolean showsTable) {
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
