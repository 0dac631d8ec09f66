package dev.drydock.scenarios.tools;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.Neighbour;
import dev.drydock.core.ip.NudState;
import dev.drydock.core.ip.Route;
import dev.drydock.core.ip.RouteType;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.core.wire.Mac;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The files in which the kernel tells of routes and neighbours: `/proc/net/route` (`fib_trie.c`)
/// and `/proc/net/arp` (`arp.c`), for those who have no tool at hand.
final class RoutingFiles {
  private static final int ROUTE_COLUMNS = 127;
  private static final int FLAG_UP = 0x1;
  private static final int FLAG_GATEWAY = 0x2;
  private static final int FLAG_HOST = 0x4;
  private static final int FLAG_REJECT = 0x200;

  /// What the largest segment is shorter than a packet.
  private static final int MSS_HEADERS_BYTES = 40;

  private static final String HEAD =
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask" + "\t\tMTU\tWindow\tIRTT";

  private RoutingFiles() {}

  /// What a file holds; null when it is none of these.
  static @Nullable String read(Netns namespace, String path) {
    return switch (path) {
      case "/proc/net/arp" -> neighbours(namespace);
      case "/proc/net/route" -> routes(namespace);
      default -> null;
    };
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
    namespace.ipv4().fib().routes(Route.MAIN_TABLE).stream()
        .filter(route -> route.type() != RouteType.BROADCAST)
        .filter(route -> route.type() != RouteType.MULTICAST)
        .sorted(
            Comparator.comparingLong((Route route) -> route.destination().address() & 0xffffffffL)
                .thenComparingInt(route -> -route.destination().length())
                .thenComparingInt(Route::metric))
        .forEach(route -> text.append(padded(line(route))));
    return text.toString();
  }

  private static String line(Route route) {
    Route leg = route.legs().isEmpty() ? route : route.legs().getFirst().route();
    NetDevice device = leg.device();
    Ipv4Prefix destination = route.destination();
    boolean rejects = route.type() == RouteType.UNREACHABLE || route.type() == RouteType.PROHIBIT;
    int flags =
        FLAG_UP
            | (leg.gateway() == 0 ? 0 : FLAG_GATEWAY)
            | (destination.length() == Integer.SIZE ? FLAG_HOST : 0)
            | (rejects ? FLAG_REJECT : 0);
    int mss = route.metrics().advertisedMss();
    return String.format(
        Locale.ROOT,
        "%s\t%08X\t%08X\t%04X\t0\t0\t%d\t%08X\t%d\t0\t0",
        device == null ? "*" : device.name(),
        Integer.reverseBytes(destination.address()),
        Integer.reverseBytes(leg.gateway()),
        flags,
        route.metric(),
        Integer.reverseBytes(Ipv4Prefix.mask(destination.length())),
        mss == 0 ? 0 : mss + MSS_HEADERS_BYTES);
  }

  /// `seq_pad` of the kernel.
  private static String padded(String line) {
    return line + " ".repeat(Math.max(0, ROUTE_COLUMNS - line.length())) + "\n";
  }
}
