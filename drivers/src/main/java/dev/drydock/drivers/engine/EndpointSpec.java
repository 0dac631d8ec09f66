package dev.drydock.drivers.engine;

import dev.drydock.core.sim.Ordered;
import dev.drydock.core.wire.IpAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a user asks for a container's place on one network: the arguments of `docker network
/// connect`, or of `--network` with its companions.
///
/// @param network name or id
/// @param aliases `--network-alias`
/// @param ipam which addresses
/// @param mac `--mac-address` as typed; empty lets the engine choose
/// @param gwPriority `gw-priority`
/// @param driverOptions `--driver-opt`, the interface name among them
/// @param links `--link` of a user-defined network: alias → container
public record EndpointSpec(
    String network,
    List<String> aliases,
    Ipam ipam,
    String mac,
    int gwPriority,
    Map<String, String> driverOptions,
    Map<String, String> links) {

  /// Which addresses are asked for (moby `EndpointIPAMConfig`).
  ///
  /// @param ipv4 `--ip`; null lets the engine choose
  /// @param ipv6 `--ip6`; null lets the engine choose
  /// @param linkLocal `--link-local-ip`
  /// @param unreadable what was typed for an address and is none: `IPv4`, `IPv6` → text
  /// @param isGiven whether there is such a configuration even if it asks for nothing, as compose
  ///   sends for a network with settings (`pkg/compose/create.go`, `createEndpointSettings`)
  public record Ipam(
      @Nullable IpAddress ipv4,
      @Nullable IpAddress ipv6,
      List<IpAddress> linkLocal,
      Map<String, String> unreadable,
      boolean isGiven) {
    /// None.
    public static final Ipam NONE = new Ipam(null, null, List.of(), Map.of(), false);

    /// Copies the collections, their order kept.
    public Ipam {
      linkLocal = List.copyOf(linkLocal);
      unreadable = Ordered.copyOf(unreadable);
    }
  }

  /// Copies the collections, their order kept.
  public EndpointSpec {
    aliases = List.copyOf(aliases);
    driverOptions = Ordered.copyOf(driverOptions);
    links = Ordered.copyOf(links);
  }

  /// Nothing asked but the network.
  public static EndpointSpec on(String network) {
    return new EndpointSpec(network, List.of(), Ipam.NONE, "", 0, Map.of(), Map.of());
  }

  /// The same, linked to other containers of the network.
  ///
  /// @param newLinks alias → container
  public EndpointSpec withLinks(Map<String, String> newLinks) {
    return new EndpointSpec(network, aliases, ipam, mac, gwPriority, driverOptions, newLinks);
  }

  /// The same with further addresses of the link.
  public EndpointSpec withLinkLocal(List<IpAddress> addresses) {
    return with(new Ipam(ipv4(), ipv6(), addresses, unreadable(), ipam.isGiven));
  }

  /// The same on another network.
  public EndpointSpec onNetwork(String other) {
    return new EndpointSpec(other, aliases, ipam, mac, gwPriority, driverOptions, links);
  }

  /// The same with these aliases.
  public EndpointSpec withAliases(List<String> newAliases) {
    return new EndpointSpec(network, newAliases, ipam, mac, gwPriority, driverOptions, links);
  }

  /// The same with a fixed IPv4 address.
  public EndpointSpec withIpv4(@Nullable IpAddress address) {
    return with(new Ipam(address, ipv6(), linkLocal(), unreadable(), ipam.isGiven));
  }

  /// The same with a fixed IPv6 address.
  public EndpointSpec withIpv6(IpAddress address) {
    return with(new Ipam(ipv4(), address, linkLocal(), unreadable(), ipam.isGiven));
  }

  /// The same with a text for an address that is none.
  public EndpointSpec withUnreadable(boolean isV6, String text) {
    Map<String, String> all = new LinkedHashMap<>(unreadable());
    all.put(isV6 ? "IPv6" : "IPv4", text);
    return with(new Ipam(ipv4(), ipv6(), linkLocal(), all, ipam.isGiven));
  }

  /// The same with an IPAM configuration, even one that asks for nothing.
  public EndpointSpec withIpam() {
    return with(new Ipam(ipv4(), ipv6(), linkLocal(), unreadable(), true));
  }

  private EndpointSpec with(Ipam other) {
    return new EndpointSpec(network, aliases, other, mac, gwPriority, driverOptions, links);
  }

  /// The same with a fixed MAC.
  public EndpointSpec withMac(String newMac) {
    return new EndpointSpec(network, aliases, ipam, newMac, gwPriority, driverOptions, links);
  }

  /// The same with a gateway priority.
  public EndpointSpec withGwPriority(int priority) {
    return new EndpointSpec(network, aliases, ipam, mac, priority, driverOptions, links);
  }

  /// The same with these driver options.
  public EndpointSpec withDriverOptions(Map<String, String> options) {
    return new EndpointSpec(network, aliases, ipam, mac, gwPriority, options, links);
  }

  /// `--ip`; null lets the engine choose.
  public @Nullable IpAddress ipv4() {
    return ipam.ipv4;
  }

  /// `--ip6`; null lets the engine choose.
  public @Nullable IpAddress ipv6() {
    return ipam.ipv6;
  }

  /// `--link-local-ip`.
  public List<IpAddress> linkLocal() {
    return ipam.linkLocal;
  }

  /// What was typed for an address and is none: `IPv4`, `IPv6` → text.
  public Map<String, String> unreadable() {
    return ipam.unreadable;
  }

  /// Whether a fixed address is asked for.
  public boolean hasAddress() {
    return ipv4() != null || ipv6() != null || !unreadable().isEmpty();
  }
}
