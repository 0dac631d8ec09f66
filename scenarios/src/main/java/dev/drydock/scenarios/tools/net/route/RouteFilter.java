package dev.drydock.scenarios.tools.net.route;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;
import org.jspecify.annotations.Nullable;

/// Which routes `ip route show` and `flush` are asked for (`iproute_list_flush_or_save`). What is
/// asked for is not shown again in each line.
public final class RouteFilter {
  private final IpContext context;
  private @Nullable NetDevice device;
  private @Nullable IpAddress gateway;
  private @Nullable IpAddress source;
  private @Nullable RouteType type;
  private @Nullable IpPrefix within;
  private @Nullable IpPrefix containing;
  private String protocol = "";
  private String scope = "";
  private int table = Route.MAIN_TABLE;

  private RouteFilter(IpContext context) {
    this.context = context;
  }

  /// All routes of all tables.
  public static RouteFilter all(IpContext context) {
    RouteFilter filter = new RouteFilter(context);
    filter.table = 0;
    return filter;
  }

  public static RouteFilter read(IpContext context, Words words) throws ToolFailure {
    RouteFilter filter = new RouteFilter(context);
    while (!words.isEmpty()) {
      filter.readOne(words);
    }
    return filter;
  }

  private void readOne(Words words) throws ToolFailure {
    String word = words.next();
    switch (word) {
      case "table" -> {
        String name = words.next();
        table = name.equals("all") ? 0 : RouteRequest.table(name);
      }
      case "dev", "oif" -> device = context.device(words.next());
      case "via" -> gateway = IpAddress.parseOrNull(words.next());
      case "src" -> source = IpAddress.parseOrNull(words.next());
      case "proto", "protocol" -> protocol = words.next();
      case "scope" -> scope = words.next();
      case "type" -> type = readType(words.next());
      case "root" -> within = prefix(words.next());
      case "match" -> containing = prefix(words.next());
      case "exact", "to" -> {
        within = prefix(words.next());
        containing = within;
      }
      default -> {
        RouteType named = RouteRequest.typeOf(word);
        if (named != null) {
          type = named;
        } else {
          within = prefix(word);
          containing = within;
        }
      }
    }
  }

  private static RouteType readType(String word) throws ToolFailure {
    RouteType named = RouteRequest.typeOf(word);
    if (named == null) {
      throw Words.wrong(word, "node type value is invalid\n");
    }
    return named;
  }

  private IpPrefix prefix(String text) throws ToolFailure {
    return RouteRequest.prefix(text, context.family);
  }

  /// The table that was asked for, 0 for all.
  public int table() {
    return table;
  }

  /// Whether IPv4 routes are wanted.
  public boolean wantsIpv4() {
    return context.wants(IpContext.INET) && (within == null || !within.address().isV6());
  }

  /// Whether IPv6 routes are wanted: unless asked for, only with those of all tables.
  public boolean wantsIpv6() {
    boolean asked =
        context.family == IpContext.INET6 || (within != null && within.address().isV6());
    return asked || (context.family == IpContext.ANY && table == 0 && within == null);
  }

  public boolean takes(Route route) {
    return (table == 0 || route.table() == table)
        && (device == null || device == route.device())
        && (gateway == null || gateway.v4() == route.gateway())
        && (source == null || source.v4() == route.preferredSource())
        && (type == null || type == route.type())
        && (protocol.isEmpty() || protocol.equals(route.protocol()))
        && (scope.isEmpty() || scope.equals(route.scope().word()))
        && takes(cidr(route.destination()));
  }

  public boolean takes(Ipv6Route route) {
    return (table == 0 || route.table() == table) && takesBeyondTable(route);
  }

  private boolean takesBeyondTable(Ipv6Route route) {
    Ipv6Address via = route.gateway();
    return (device == null || device == route.device())
        && (gateway == null || (via != null && gateway.equals(IpAddress.of(via))))
        && source == null
        && (type == null || type == route.type())
        && (protocol.isEmpty() || protocol.equals(route.protocol()))
        && takes(
            new IpPrefix(
                IpAddress.of(route.destination().address()), route.destination().length()));
  }

  /// What BusyBox takes of IPv6 (`print_route`): it looks at types where it was told a table.
  public boolean takesInBusybox(Ipv6Route route) {
    boolean isLocal = route.type() == RouteType.LOCAL;
    boolean isOf =
        table == 0
            || (table == Route.MAIN_TABLE && !isLocal)
            || (table == Route.LOCAL_TABLE && isLocal);
    return isOf && takesBeyondTable(route);
  }

  boolean hasDevice() {
    return device != null;
  }

  boolean hasGateway() {
    return gateway != null;
  }

  boolean hasProtocol() {
    return !protocol.isEmpty();
  }

  private boolean takes(IpPrefix destination) {
    return (within == null || within.contains(destination))
        && (containing == null || destination.contains(containing));
  }

  private static IpPrefix cidr(Ipv4Prefix prefix) {
    return new IpPrefix(IpAddress.v4(prefix.address()), prefix.length());
  }

  /// A route without what was asked for.
  Route bare(Route route) {
    return new Route(
        route.destination(),
        route.type(),
        device == null ? route.device() : null,
        gateway == null ? route.gateway() : 0,
        source == null ? route.preferredSource() : 0,
        route.metric(),
        scope.isEmpty() ? route.scope() : dev.drydock.core.ip.route.Scope.GLOBAL,
        protocol.isEmpty() ? route.protocol() : "boot",
        route.table(),
        route.onLink(),
        route.extras());
  }
}
