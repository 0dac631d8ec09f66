package dev.drydock.scenarios.tools;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.Ipv4Prefix;
import java.util.List;

/// What `/proc/net/route` tells of one route (`fib_route_seq_show` of `net/ipv4/fib_trie.c`): the
/// file itself, `route` and `netstat -r` show it, each in its form.
///
/// @param device where packets go out, `*` for nowhere
/// @param destination the address, host bits zero
/// @param gateway the next hop, the first of several; 0 for none
/// @param flags [#UP] and others
/// @param metric the smaller, the better
/// @param mask the netmask
/// @param mtuBytes what the route says of segments, as the MTU it would stand for; 0 for nothing
/// @param windowBytes the largest window it lets TCP offer; 0 for nothing
public record RouteEntry(
    String device,
    int destination,
    int gateway,
    int flags,
    int metric,
    int mask,
    int mtuBytes,
    int windowBytes) {
  /// `RTF_UP`.
  public static final int UP = 0x1;

  /// `RTF_GATEWAY`.
  public static final int GATEWAY = 0x2;

  /// `RTF_HOST`.
  public static final int HOST = 0x4;

  /// `RTF_REJECT`.
  public static final int REJECT = 0x200;

  /// Of a route without a device.
  public static final String NO_DEVICE = "*";

  /// What the largest segment is shorter than a packet.
  private static final int MSS_HEADERS_BYTES = 40;

  /// The main table without broadcasts: by address, of one address the longest prefix first, then
  /// by metric.
  public static List<RouteEntry> of(Netns namespace) {
    return namespace.ipv4().fib().routes(Route.MAIN_TABLE).stream()
        .filter(route -> route.type() != RouteType.BROADCAST)
        .filter(route -> route.type() != RouteType.MULTICAST)
        .map(RouteEntry::of)
        .toList();
  }

  private static RouteEntry of(Route route) {
    Route leg = route.legs().isEmpty() ? route : route.legs().getFirst().route();
    NetDevice device = leg.device();
    Ipv4Prefix destination = route.destination();
    boolean rejects = route.type() == RouteType.UNREACHABLE || route.type() == RouteType.PROHIBIT;
    int mss = route.metrics().advertisedMss();
    return new RouteEntry(
        device == null ? NO_DEVICE : device.name(),
        destination.address(),
        leg.gateway(),
        UP
            | (leg.gateway() == 0 ? 0 : GATEWAY)
            | (destination.length() == Integer.SIZE ? HOST : 0)
            | (rejects ? REJECT : 0),
        route.metric(),
        Ipv4Prefix.mask(destination.length()),
        mss == 0 ? 0 : mss + MSS_HEADERS_BYTES,
        route.metrics().windowBytes());
  }

  /// Whether a flag is set.
  public boolean has(int flag) {
    return (flags & flag) != 0;
  }
}
