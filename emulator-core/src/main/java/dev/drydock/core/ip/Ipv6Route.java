package dev.drydock.core.ip;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Ipv6Prefix;
import org.jspecify.annotations.Nullable;

/// One IPv6 route.
///
/// @param destination the prefix, host bits zero
/// @param type what becomes of matching packets
/// @param device where they go out; null for the types that refuse
/// @param gateway the next hop; null when the destination is on the link
/// @param metric the smaller, the better
/// @param protocol who made it: `kernel`, `boot`, `static`
/// @param table 255 local, 254 main, or another number
public record Ipv6Route(
    Ipv6Prefix destination,
    RouteType type,
    @Nullable NetDevice device,
    @Nullable Ipv6Address gateway,
    int metric,
    String protocol,
    int table) {
  /// The metric of the routes that come with addresses (`IP6_RT_PRIO_ADDRCONF`).
  public static final int ADDRESS_METRIC = 256;

  /// The metric of routes that are added without one (`IP6_RT_PRIO_USER`).
  public static final int USER_METRIC = 1024;

  /// Whether the next hop's link has no carrier (`linkdown`).
  public boolean isLinkDown() {
    return device != null && !device.hasCarrier();
  }

  /// Whether there is a next hop before the destination.
  boolean hasGateway() {
    return gateway != null;
  }

  /// The first half of the next hop's address.
  long gatewayHigh() {
    return gateway == null ? 0 : gateway.high();
  }

  /// The second half of the next hop's address.
  long gatewayLow() {
    return gateway == null ? 0 : gateway.low();
  }

  /// The route the kernel makes for an own address or the anycast address of its network.
  static Ipv6Route own(Ipv6Address address, RouteType type, NetDevice device) {
    return new Ipv6Route(
        Ipv6Prefix.of(address), type, device, null, 0, "kernel", Route.LOCAL_TABLE);
  }

  /// The route the kernel makes for the network of an address, or for multicast.
  static Ipv6Route network(Ipv6Prefix prefix, NetDevice device) {
    boolean multicast = prefix.equals(Ipv6Prefix.MULTICAST);
    return new Ipv6Route(
        prefix,
        multicast ? RouteType.MULTICAST : RouteType.UNICAST,
        device,
        null,
        ADDRESS_METRIC,
        "kernel",
        multicast ? Route.LOCAL_TABLE : Route.MAIN_TABLE);
  }
}
