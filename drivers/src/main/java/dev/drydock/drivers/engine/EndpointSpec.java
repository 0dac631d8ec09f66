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
/// @param ipv4 `--ip`; null lets the engine choose
/// @param ipv6 `--ip6`; null lets the engine choose
/// @param linkLocal `--link-local-ip`
/// @param mac `--mac-address` as typed; empty lets the engine choose
/// @param gwPriority `gw-priority`
/// @param driverOptions `--driver-opt`, the interface name among them
/// @param links `--link` of a user-defined network: container → alias
/// @param unreadable what was typed for an address and is none: `IPv4`, `IPv6` → text
public record EndpointSpec(
    String network,
    List<String> aliases,
    @Nullable IpAddress ipv4,
    @Nullable IpAddress ipv6,
    List<IpAddress> linkLocal,
    String mac,
    int gwPriority,
    Map<String, String> driverOptions,
    Map<String, String> links,
    Map<String, String> unreadable) {

  /// Copies the collections, their order kept.
  public EndpointSpec {
    aliases = List.copyOf(aliases);
    linkLocal = List.copyOf(linkLocal);
    driverOptions = Ordered.copyOf(driverOptions);
    links = Ordered.copyOf(links);
    unreadable = Ordered.copyOf(unreadable);
  }

  /// Nothing asked but the network.
  public static EndpointSpec on(String network) {
    return new EndpointSpec(
        network, List.of(), null, null, List.of(), "", 0, Map.of(), Map.of(), Map.of());
  }

  /// The same, linked to other containers of the network.
  ///
  /// @param newLinks container → alias
  public EndpointSpec withLinks(Map<String, String> newLinks) {
    return new EndpointSpec(
        network,
        aliases,
        ipv4,
        ipv6,
        linkLocal,
        mac,
        gwPriority,
        driverOptions,
        newLinks,
        unreadable);
  }

  /// The same with further addresses of the link.
  public EndpointSpec withLinkLocal(List<IpAddress> addresses) {
    return new EndpointSpec(
        network, aliases, ipv4, ipv6, addresses, mac, gwPriority, driverOptions, links, unreadable);
  }

  /// The same on another network.
  public EndpointSpec onNetwork(String other) {
    return new EndpointSpec(
        other, aliases, ipv4, ipv6, linkLocal, mac, gwPriority, driverOptions, links, unreadable);
  }

  /// The same with these aliases.
  public EndpointSpec withAliases(List<String> newAliases) {
    return new EndpointSpec(
        network,
        newAliases,
        ipv4,
        ipv6,
        linkLocal,
        mac,
        gwPriority,
        driverOptions,
        links,
        unreadable);
  }

  /// The same with a fixed IPv4 address.
  public EndpointSpec withIpv4(@Nullable IpAddress address) {
    return new EndpointSpec(
        network,
        aliases,
        address,
        ipv6,
        linkLocal,
        mac,
        gwPriority,
        driverOptions,
        links,
        unreadable);
  }

  /// The same with a fixed IPv6 address.
  public EndpointSpec withIpv6(IpAddress address) {
    return new EndpointSpec(
        network,
        aliases,
        ipv4,
        address,
        linkLocal,
        mac,
        gwPriority,
        driverOptions,
        links,
        unreadable);
  }

  /// The same with a fixed MAC.
  public EndpointSpec withMac(String newMac) {
    return new EndpointSpec(
        network,
        aliases,
        ipv4,
        ipv6,
        linkLocal,
        newMac,
        gwPriority,
        driverOptions,
        links,
        unreadable);
  }

  /// The same with a gateway priority.
  public EndpointSpec withGwPriority(int priority) {
    return new EndpointSpec(
        network, aliases, ipv4, ipv6, linkLocal, mac, priority, driverOptions, links, unreadable);
  }

  /// The same with these driver options.
  public EndpointSpec withDriverOptions(Map<String, String> options) {
    return new EndpointSpec(
        network, aliases, ipv4, ipv6, linkLocal, mac, gwPriority, options, links, unreadable);
  }

  /// The same with a text for an address that is none.
  public EndpointSpec withUnreadable(boolean isV6, String text) {
    Map<String, String> all = new LinkedHashMap<>(unreadable);
    all.put(isV6 ? "IPv6" : "IPv4", text);
    return new EndpointSpec(
        network, aliases, ipv4, ipv6, linkLocal, mac, gwPriority, driverOptions, links, all);
  }

  /// Whether a fixed address is asked for.
  public boolean hasAddress() {
    return ipv4 != null || ipv6 != null || !unreadable.isEmpty();
  }
}
