package dev.drydock.scenarios.tools;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.GroupReports;
import dev.drydock.core.ip.Ipv4Interface;
import dev.drydock.core.ip.neighbour.Neighbour;
import dev.drydock.core.ip.neighbour.NudState;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.ip.v6.Ipv6Interface;
import dev.drydock.core.ip.v6.Ipv6InterfaceAddress;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Mac;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The files in which the kernel tells of routes, neighbours and groups: `/proc/net/route`
/// (`fib_trie.c`), `/proc/net/arp` (`arp.c`) and `/proc/net/igmp` (`igmp.c`), for those who have no
/// tool at hand.
final class RoutingFiles {
  private static final int ROUTE_COLUMNS = 127;
  private static final long CLOCK_TICK_NANOS = 10_000_000L; // USER_HZ 100

  private static final String HEAD =
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT";

  private RoutingFiles() {}

  /// What a file holds; null when it is none of these.
  static @Nullable String read(Netns namespace, String path) {
    return switch (path) {
      case "/proc/net/arp" -> neighbours(namespace);
      case "/proc/net/route" -> routes(namespace);
      case "/proc/net/igmp" -> groups(namespace);
      case "/proc/net/if_inet6" -> addresses(namespace);
      default -> null;
    };
  }

  /// Addresses of IPv6 (`if6_seq_show`); there they stand in the order of a hash.
  private static String addresses(Netns namespace) {
    StringBuilder text = new StringBuilder();
    for (NetDevice device : namespace.devices()) {
      Ipv6Interface in = namespace.ipv6().interfaces().find(device);
      for (Ipv6InterfaceAddress each :
          in == null ? List.<Ipv6InterfaceAddress>of() : in.addresses()) {
        Ipv6Address address = each.address();
        int scope = each.scope() == Scope.HOST ? 0x10 : each.scope() == Scope.LINK ? 0x20 : 0;
        int flags = 0x80 | (each.isTentative() ? 0x40 : 0) | (each.isWithoutDad() ? 0x02 : 0);
        text.append(
            String.format(
                Locale.ROOT,
                "%016x%016x %02x %02x %02x %02x %8s\n",
                address.high(),
                address.low(),
                device.index(),
                each.prefix().length(),
                scope,
                flags,
                device.name()));
      }
    }
    return text.toString();
  }

  /// Addresses are printed as the bytes lie in memory (`igmp_mc_seq_show`).
  private static String groups(Netns namespace) {
    StringBuilder text =
        new StringBuilder("Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n");
    for (NetDevice device : namespace.devices()) {
      Ipv4Interface in = namespace.ipv4().interfaces().find(device);
      List<Integer> groups = in == null ? List.of() : in.groups().groups().reversed();
      if (in == null || groups.isEmpty()) {
        continue;
      }
      GroupReports reports = namespace.ipv4().igmp().of(in);
      text.append(
          String.format(
              Locale.ROOT,
              "%d\t%-10s: %5d %7s\n",
              device.index(),
              device.name(),
              groups.size(),
              "V" + reports.version()));
      for (int group : groups) {
        long due = reports.dueNanos(group);
        text.append(
            String.format(
                Locale.ROOT,
                "\t\t\t\t%08X %5d %d:%08X\t\t%d\n",
                Integer.reverseBytes(group),
                in.groups().uses(group),
                due < 0 ? 0 : 1,
                due < 0 ? 0 : due / CLOCK_TICK_NANOS,
                reports.isReporter(group) ? 1 : 0));
      }
    }
    return text.toString();
  }

  private static String neighbours(Netns namespace) {
    StringBuilder text =
        new StringBuilder(
            "IP address       HW type     Flags       HW address            Mask     Device\n");
    for (Neighbour entry : namespace.ipv4().neighbours().entries()) {
      NudState state = entry.state();
      if (state == NudState.NONE) {
        continue;
      }
      boolean isKnown = state != NudState.INCOMPLETE && state != NudState.FAILED;
      String flags = state == NudState.PERMANENT ? "0x6" : isKnown ? "0x2" : "0x0";
      text.append(
          String.format(
              Locale.ROOT,
              "%-16s 0x%-10x%-12s%-17s     *        %s\n",
              Ipv4Address.format(entry.address()),
              1,
              flags,
              Mac.format(isKnown ? entry.mac() : 0),
              entry.device().name()));
    }
    return text.toString();
  }

  private static String routes(Netns namespace) {
    StringBuilder text = new StringBuilder(padded(HEAD));
    for (RouteEntry entry : RouteEntry.of(namespace)) {
      text.append(padded(line(entry)));
    }
    return text.toString();
  }

  private static String line(RouteEntry entry) {
    return String.format(
        Locale.ROOT,
        "%s\t%08X\t%08X\t%04X\t0\t0\t%d\t%08X\t%d\t%d\t0",
        entry.device(),
        Integer.reverseBytes(entry.destination()),
        Integer.reverseBytes(entry.gateway()),
        entry.flags(),
        entry.metric(),
        Integer.reverseBytes(entry.mask()),
        entry.mtuBytes(),
        entry.windowBytes());
  }

  /// `seq_pad` of the kernel.
  private static String padded(String line) {
    return line + " ".repeat(Math.max(0, ROUTE_COLUMNS - line.length())) + "\n";
  }
}
