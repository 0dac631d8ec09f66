package dev.drydock.core.ip.route;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Ipv6Prefix;
import java.util.Objects;
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
/// @param extras what few routes have
public record Ipv6Route(
    Ipv6Prefix destination,
    RouteType type,
    @Nullable NetDevice device,
    @Nullable Ipv6Address gateway,
    int metric,
    String protocol,
    int table,
    Extras extras) {
  /// The metric of the routes that come with addresses (`IP6_RT_PRIO_ADDRCONF`).
  public static final int ADDRESS_METRIC = 256;

  /// The metric of routes that are added without one (`IP6_RT_PRIO_USER`).
  public static final int USER_METRIC = 1024;

  /// What few routes have, most of it from router advertisements.
  ///
  /// @param expiresNanos when it ends; [Long#MAX_VALUE] for never
  /// @param preference among routers: 1 high, 0 medium, -1 low (RFC 4191)
  /// @param mtuBytes the most a packet may have; 0 for what the device takes
  /// @param mtuLocked whether packets that are passed on heed the MTU before they are translated
  /// @param hopLimit of packets of ours; 0 for the interface's
  /// @param preferredSource of packets of ours; null for what the kernel chooses
  public record Extras(
      long expiresNanos,
      int preference,
      int mtuBytes,
      boolean mtuLocked,
      int hopLimit,
      @Nullable Ipv6Address preferredSource) {
    /// Nothing of all that.
    public static final Extras NONE = new Extras(Long.MAX_VALUE, 0, 0, false, 0, null);

    /// What a router says of itself.
    public static Extras ofRouter(long expiresNanos, int preference, int mtuBytes, int hopLimit) {
      return new Extras(expiresNanos, preference, mtuBytes, false, hopLimit, null);
    }

    /// The same with another end.
    public Extras until(long nanos) {
      return new Extras(nanos, preference, mtuBytes, mtuLocked, hopLimit, preferredSource);
    }

    /// The same with another MTU.
    public Extras withMtu(int bytes) {
      return new Extras(expiresNanos, preference, bytes, mtuLocked, hopLimit, preferredSource);
    }
  }

  /// The same route with other extras.
  public Ipv6Route with(Extras other) {
    return new Ipv6Route(destination, type, device, gateway, metric, protocol, table, other);
  }

  /// The route with what was learned of one destination.
  public Ipv6Route learned(Ipv6Exceptions.Learned of) {
    int mtu = of.mtuBytes() == 0 ? extras.mtuBytes : of.mtuBytes();
    Extras more = extras.withMtu(mtu).until(of.expiresNanos());
    Ipv6Address next = of.gateway() == null ? gateway : of.gateway();
    Ipv6Prefix to = Ipv6Prefix.of(of.destination());
    return new Ipv6Route(to, type, device, next, metric, protocol, table, more);
  }

  /// Whether it ends some day.
  public boolean expires() {
    return extras.expiresNanos != Long.MAX_VALUE;
  }

  /// Whether the other leads the same way (`rt6_duplicate_nexthop`).
  public boolean isSameWay(Ipv6Route other) {
    return destination.equals(other.destination)
        && type == other.type
        && device == other.device
        && Objects.equals(gateway, other.gateway)
        && metric == other.metric
        && table == other.table;
  }

  /// Whether the next hop's link has no carrier (`linkdown`). Routes to own addresses do not say
  /// (`fib6_nh_init`, `rt6_sync_down_dev`).
  public boolean isLinkDown() {
    boolean isOwn = type == RouteType.LOCAL || type == RouteType.ANYCAST;
    return device != null && !isOwn && !device.hasCarrier();
  }

  /// Whether there is a next hop before the destination.
  public boolean hasGateway() {
    return gateway != null;
  }

  /// The first half of the next hop's address.
  public long gatewayHigh() {
    return gateway == null ? 0 : gateway.high();
  }

  /// The second half of the next hop's address.
  public long gatewayLow() {
    return gateway == null ? 0 : gateway.low();
  }

  /// The route the kernel makes for an own address or the anycast address of its network.
  public static Ipv6Route own(Ipv6Address address, RouteType type, NetDevice device) {
    return new Ipv6Route(
        Ipv6Prefix.of(address), type, device, null, 0, "kernel", Route.LOCAL_TABLE, Extras.NONE);
  }

  /// The route the kernel makes for the network of an address, or for multicast.
  public static Ipv6Route network(Ipv6Prefix prefix, NetDevice device) {
    boolean multicast = prefix.equals(Ipv6Prefix.MULTICAST);
    return new Ipv6Route(
        prefix,
        multicast ? RouteType.MULTICAST : RouteType.UNICAST,
        device,
        null,
        ADDRESS_METRIC,
        "kernel",
        multicast ? Route.LOCAL_TABLE : Route.MAIN_TABLE,
        Extras.NONE);
  }

  // Written out: records link theirs when first used, which a start-up cache cannot keep.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Ipv6Route that
        && destination.equals(that.destination)
        && type == that.type
        && device == that.device
        && Objects.equals(gateway, that.gateway)
        && metric == that.metric
        && protocol.equals(that.protocol)
        && table == that.table
        && (extras == that.extras || extras.equals(that.extras));
  }

  @Override
  public int hashCode() {
    return (((destination.hashCode() * 31) + Objects.hashCode(device)) * 31) + metric;
  }
}
