package dev.drydock.scenarios.tools.net.nettools;

import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.scenarios.tools.RouteEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/// The routing table as `route` and `netstat -r` show it: what `/proc/net/route` holds, in words.
final class RouteListing {
  private final Netns namespace;
  private final boolean busybox;
  private final boolean numeric;
  private final IntFunction<String> gateways;

  /// A listing.
  ///
  /// @param numeric `-n`: the default route and what has no gateway are zeros, not words
  /// @param gateways what a gateway is shown as; not asked with `-n`
  RouteListing(Netns namespace, boolean busybox, boolean numeric, IntFunction<String> gateways) {
    this.namespace = namespace;
    this.busybox = busybox;
    this.numeric = numeric;
    this.gateways = gateways;
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
    for (RouteEntry entry : RouteEntry.of(namespace)) {
      lines.add(start(entry) + end(entry, Math.min(extended, busybox ? 1 : 2)));
    }
    return lines;
  }

  private String start(RouteEntry entry) {
    boolean isDefault = entry.mask() == 0 && !numeric;
    boolean rejects = entry.has(RouteEntry.REJECT);
    String none = numeric || !busybox ? "0.0.0.0" : "*";
    String via = entry.gateway() == 0 ? none : gateway(entry.gateway());
    String flags =
        (rejects ? "!" : "U")
            + (entry.has(RouteEntry.GATEWAY) ? "G" : "")
            + (entry.has(RouteEntry.HOST) ? "H" : "");
    return String.format(
        Locale.ROOT,
        "%-15.15s %-15.15s %-15s %-5s ",
        isDefault ? "default" : Ipv4Address.format(entry.destination()),
        rejects && !busybox ? "-" : via,
        Ipv4Address.format(entry.mask()),
        flags);
  }

  private String gateway(int address) {
    return numeric ? Ipv4Address.format(address) : gateways.apply(address);
  }

  private String end(RouteEntry entry, int extended) {
    boolean dashes = entry.has(RouteEntry.REJECT) && !busybox;
    String name = dashes && entry.device().equals(RouteEntry.NO_DEVICE) ? "-" : entry.device();
    String mtu = dashes ? "-" : Integer.toString(entry.mtuBytes());
    String window = dashes ? "-" : Integer.toString(entry.windowBytes());
    String zero = dashes ? "-" : "0";
    return switch (extended) {
      case 0 -> String.format(Locale.ROOT, "%-6d %-2s %7d %s", entry.metric(), zero, 0, name);
      case 1 -> String.format(Locale.ROOT, "%5s %-5s %6s %s", mtu, window, zero, name);
      default ->
          String.format(
              Locale.ROOT,
              "%-6d %-2s %7d %-8s %-5s %-6s %s",
              entry.metric(),
              zero,
              0,
              name,
              mtu,
              window,
              zero);
    };
  }
}
