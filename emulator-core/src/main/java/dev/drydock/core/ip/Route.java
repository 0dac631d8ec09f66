package dev.drydock.core.ip;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.wire.Ipv4Prefix;
import org.jspecify.annotations.Nullable;

/// One IPv4 route.
///
/// @param destination the prefix, host bits zero
/// @param type what becomes of matching packets
/// @param device where they go out; null for the types that refuse
/// @param gateway the next hop, 0 when the destination is on the link
/// @param preferredSource the source address of packets that have none yet, 0 to select one
/// @param metric the smaller, the better
/// @param scope how far the destination is
/// @param protocol who made it: `kernel`, `boot`, `static`
/// @param table 255 local, 254 main, 253 default, or another number
/// @param onLink the gateway is reached through the device whatever the addresses say
public record Route(
    Ipv4Prefix destination,
    RouteType type,
    @Nullable NetDevice device,
    int gateway,
    int preferredSource,
    int metric,
    Scope scope,
    String protocol,
    int table,
    boolean onLink) {
  /// The table of the namespace's own addresses.
  public static final int LOCAL_TABLE = 255;

  /// The table of ordinary routes.
  public static final int MAIN_TABLE = 254;

  /// The table looked up last.
  public static final int DEFAULT_TABLE = 253;

  /// The route the kernel makes for an address's network or broadcast address.
  static Route kernel(
      Ipv4Prefix destination, RouteType type, NetDevice device, int preferredSource) {
    boolean local = type == RouteType.LOCAL;
    int table = type == RouteType.UNICAST ? MAIN_TABLE : LOCAL_TABLE;
    Scope scope = local ? Scope.HOST : Scope.LINK;
    return new Route(
        destination, type, device, 0, preferredSource, 0, scope, "kernel", table, false);
  }

  /// Whether the next hop's link has no carrier (`linkdown`).
  public boolean isLinkDown() {
    return device != null && !device.hasCarrier();
  }

  /// Whether adding `other` would name the same route (`ip route add`: File exists).
  boolean collidesWith(Route other) {
    return destination.equals(other.destination)
        && metric == other.metric
        && table == other.table
        && (type == other.type || table == MAIN_TABLE);
  }
}
