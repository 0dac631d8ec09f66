package dev.drydock.scenarios.tools.net;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.Route;
import dev.drydock.core.ip.RouteType;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv4Prefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The routing table as `route` and `netstat -r` show it: what `/proc/net/route` holds, the main
/// table by address, without broadcasts (`fib_route_seq_show` of `net/ipv4/fib_trie.c`).
final class RouteListing {
  private final Netns namespace;
  private final boolean busybox;
  private final boolean numeric;

  /// A listing.
  ///
  /// @param numeric `-n`: the default route and what has no gateway are zeros, not words
  RouteListing(Netns namespace, boolean busybox, boolean numeric) {
    this.namespace = namespace;
    this.busybox = busybox;
    this.numeric = numeric;
  }

  /// The lines with their heads.
  ///
  /// @param extended how often `-e` stands there: once for sizes instead of metrics, twice for both
  List<String> lines(int extended) {
    List<String> lines = new ArrayList<>();
    lines.add("Kernel IP routing table");
    String head = "Destination     Gateway         Genmask         Flags ";
    lines.add(
        head
            + switch (Math.min(extended, busybox ? 1 : 2)) {
              case 0 -> "Metric Ref    Use Iface";
              case 1 -> "  MSS Window  irtt Iface";
              default -> "Metric Ref    Use Iface    MSS   Window irtt";
            });
    for (Route route : routes()) {
      lines.add(start(route) + end(route, Math.min(extended, busybox ? 1 : 2)));
    }
    return lines;
  }

  /// By address, of one address the longest prefix first, then by metric.
  private List<Route> routes() {
    return namespace.ipv4().fib().routes(Route.MAIN_TABLE).stream()
        .filter(route -> route.type() != RouteType.BROADCAST)
        .filter(route -> route.type() != RouteType.MULTICAST)
        .sorted(
            Comparator.comparingLong((Route route) -> route.destination().address() & 0xffffffffL)
                .thenComparingInt(route -> -route.destination().length())
                .thenComparingInt(Route::metric))
        .toList();
  }

  private static Route first(Route route) {
    return route.legs().isEmpty() ? route : route.legs().getFirst().route();
  }

  private static boolean rejects(Route route) {
    return route.type() == RouteType.UNREACHABLE || route.type() == RouteType.PROHIBIT;
  }

  private String start(Route route) {
    Ipv4Prefix destination = route.destination();
    boolean isDefault = destination.length() == 0 && !numeric;
    int gateway = first(route).gateway();
    String none = numeric || !busybox ? "0.0.0.0" : "*";
    String via = gateway == 0 ? none : Ipv4Address.format(gateway);
    String flags =
        (rejects(route) ? "!" : "U")
            + (gateway == 0 ? "" : "G")
            + (destination.length() == 32 ? "H" : "");
    return String.format(
        Locale.ROOT,
        "%-15s %-15s %-15s %-5s ",
        isDefault ? "default" : Ipv4Address.format(destination.address()),
        rejects(route) && !busybox ? "-" : via,
        Ipv4Address.format(Ipv4Prefix.mask(destination.length())),
        flags);
  }

  private String end(Route route, int extended) {
    NetDevice device = first(route).device();
    boolean dashes = rejects(route) && !busybox;
    String name = device == null ? (dashes ? "-" : "*") : device.name();
    int mss = route.metrics().advertisedMss();
    String mssText = dashes ? "-" : Integer.toString(mss == 0 ? 0 : mss + 40);
    String zero = dashes ? "-" : "0";
    return switch (extended) {
      case 0 -> String.format(Locale.ROOT, "%-6d %-2s %7d %s", route.metric(), zero, 0, name);
      case 1 -> String.format(Locale.ROOT, "%5s %-5s %6s %s", mssText, zero, zero, name);
      default ->
          String.format(
              Locale.ROOT,
              "%-6d %-2s %7d %-8s %-5s %-6s %s",
              route.metric(),
              zero,
              0,
              name,
              mssText,
              zero,
              zero);
    };
  }
}
