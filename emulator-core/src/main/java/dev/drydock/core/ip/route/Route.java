package dev.drydock.core.ip.route;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.wire.Ipv4Prefix;
import java.util.List;
import java.util.Objects;
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
/// @param extras what few routes have
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
    boolean onLink,
    Extras extras) {
  /// The table of the namespace's own addresses.
  public static final int LOCAL_TABLE = 255;

  /// The table of ordinary routes.
  public static final int MAIN_TABLE = 254;

  /// The table looked up last.
  public static final int DEFAULT_TABLE = 253;

  /// What is set for packets by a route (`RTAX_*`).
  ///
  /// @param mtuBytes the MTU, 0 for the device's
  /// @param mtuLocked whether it stays whatever ICMP says
  /// @param advertisedMss the largest MSS that TCP offers, 0 for what the MTU gives
  /// @param hopLimit the time to live of packets of ours, 0 for the namespace's
  /// @param windowBytes the largest window that TCP offers, 0 for any
  /// @param initialWindow how many segments TCP sends at first, 0 for ten
  public record Metrics(
      int mtuBytes,
      boolean mtuLocked,
      int advertisedMss,
      int hopLimit,
      int windowBytes,
      int initialWindow) {
    /// Nothing.
    public static final Metrics NONE = new Metrics(0, false, 0, 0, 0, 0);
  }

  /// One of several next hops.
  ///
  /// @param route the route as if it had this next hop only
  /// @param weight its share
  public record Leg(Route route, int weight) {}

  /// What few routes have.
  ///
  /// @param metrics what packets by it may be
  /// @param legs the next hops when there are several; device and gateway are the first one's then
  public record Extras(Metrics metrics, List<Leg> legs) {
    /// Nothing.
    public static final Extras NONE = new Extras(Metrics.NONE, List.of());

    /// Copies the list.
    public Extras {
      legs = List.copyOf(legs);
    }
  }

  /// What is set for packets by the route.
  public Metrics metrics() {
    return extras.metrics;
  }

  /// The next hops when there are several, else none.
  public List<Leg> legs() {
    return extras.legs;
  }

  /// The same with other metrics.
  public Route with(Metrics others) {
    return with(new Extras(others, legs()));
  }

  /// The same with another metric.
  public Route withMetric(int newMetric) {
    return newMetric == metric
        ? this
        : new Route(
            destination,
            type,
            device,
            gateway,
            preferredSource,
            newMetric,
            scope,
            protocol,
            table,
            onLink,
            extras);
  }

  /// The same with several next hops.
  public Route with(List<Leg> several) {
    return with(new Extras(metrics(), several));
  }

  private Route with(Extras others) {
    return new Route(
        destination,
        type,
        device,
        gateway,
        preferredSource,
        metric,
        scope,
        protocol,
        table,
        onLink,
        others);
  }

  /// The same with one other next hop.
  public Route by(@Nullable NetDevice newDevice, int newGateway, boolean newOnLink) {
    return new Route(
        destination,
        type,
        newDevice,
        newGateway,
        preferredSource,
        metric,
        scope,
        protocol,
        table,
        newOnLink,
        new Extras(metrics(), List.of()));
  }

  /// The next hop that a hash of 31 bits falls to, by their weights, among those whose device is up
  /// (`fib_select_multipath`).
  Route select(int hash) {
    int total = 0;
    for (int i = 0; i < legs().size(); i++) {
      total += liveWeight(legs().get(i));
    }
    long bound = ((long) hash * total) >>> 31;
    for (int i = 0; i < legs().size(); i++) {
      bound -= liveWeight(legs().get(i));
      if (bound < 0) {
        return legs().get(i).route;
      }
    }
    return this;
  }

  private static int liveWeight(Leg leg) {
    NetDevice device = leg.route.device;
    return device != null && device.isUp() ? leg.weight : 0;
  }

  /// The way to a single address or group on the link of a device, where no table is asked.
  public static Route onLink(int destination, RouteType type, NetDevice device) {
    Ipv4Prefix host = new Ipv4Prefix(destination, 32);
    return new Route(
        host, type, device, 0, 0, 0, Scope.LINK, "kernel", MAIN_TABLE, false, Extras.NONE);
  }

  /// The route the kernel makes for an address's network or broadcast address.
  public static Route kernel(
      Ipv4Prefix destination, RouteType type, NetDevice device, int preferredSource) {
    boolean local = type == RouteType.LOCAL;
    int table = type == RouteType.UNICAST ? MAIN_TABLE : LOCAL_TABLE;
    Scope scope = local ? Scope.HOST : Scope.LINK;
    return new Route(
        destination,
        type,
        device,
        0,
        preferredSource,
        0,
        scope,
        "kernel",
        table,
        false,
        Extras.NONE);
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

  // Written out: records link theirs when first used, which a start-up cache cannot keep.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Route that
        && destination.equals(that.destination)
        && type == that.type
        && device == that.device
        && gateway == that.gateway
        && preferredSource == that.preferredSource
        && metric == that.metric
        && scope == that.scope
        && protocol.equals(that.protocol)
        && table == that.table
        && onLink == that.onLink
        && (extras == that.extras || extras.equals(that.extras));
  }

  @Override
  public int hashCode() {
    return (((destination.hashCode() * 31) + Objects.hashCode(device)) * 31) + gateway;
  }
}
