package dev.drydock.drivers.engine;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.network.Endpoint;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.profile.InspectStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A container's place on one network, as `docker inspect` shows it under `Networks`.
///
/// @param container the container
/// @param settings its place
/// @param context the engine
record EndpointInspection(Container container, EndpointSettings settings, Context context) {
  Map<String, @Nullable Object> fields() {
    InspectStyle style = context.profile().inspect();
    Fields fields =
        new Fields()
            .put("IPAMConfig", ipamConfig())
            .put("Links", links())
            .put("Aliases", aliases());
    Map<String, String> options = settings.spec().driverOptions();
    boolean hasOptions = !options.isEmpty() || settings.byConnect();
    Map<String, String> shown = hasOptions ? new TreeMap<>(options) : null;
    if (style == InspectStyle.V20_10) {
      return fields.putAll(identity()).putAll(addresses(true)).put("DriverOpts", shown).map();
    }
    if (!style.isAtLeast(InspectStyle.V29)) {
      fields.put("MacAddress", mac());
    }
    if (!style.isAtLeast(InspectStyle.V27)) {
      return fields
          .putAll(identity())
          .putAll(addresses(false))
          .put("DriverOpts", shown)
          .put("DNSNames", dnsNames())
          .map();
    }
    fields.put("DriverOpts", shown);
    if (style.isAtLeast(InspectStyle.V28)) {
      fields.put("GwPriority", settings.spec().gwPriority());
    }
    fields.putAll(identity()).putAll(addresses(style.isAtLeast(InspectStyle.V29)));
    return fields.put("DNSNames", dnsNames()).map();
  }

  private @Nullable Object ipamConfig() {
    EndpointSpec spec = settings.spec();
    if (!spec.hasAddress() && spec.linkLocal().isEmpty()) {
      boolean isSent = settings.byConnect() && !settings.isGiven();
      return isSent || spec.ipam().isGiven() ? Map.of() : null;
    }
    Fields fields = new Fields();
    if (spec.ipv4() != null) {
      fields.put("IPv4Address", spec.ipv4().toString());
    }
    if (spec.ipv6() != null) {
      fields.put("IPv6Address", spec.ipv6().toString());
    }
    if (!spec.linkLocal().isEmpty()) {
      fields.put("LinkLocalIPs", spec.linkLocal().stream().map(IpAddress::toString).toList());
    }
    return fields.map();
  }

  private @Nullable Object links() {
    List<String> links = new ArrayList<>();
    settings.spec().links().forEach((alias, name) -> links.add(name + ":" + alias));
    Network network = settings.network();
    NetworkMode mode = container.mode();
    boolean isFirst = network != null && mode.argument().equals(network.name());
    if (isFirst && mode.is(NetworkMode.Kind.NETWORK)) {
      container.spec().names().links().forEach(each -> addAbsent(links, each));
    }
    return links.isEmpty() ? null : links;
  }

  /// Those that are given, and on a network of a user the short id and the host name (moby
  /// `updateNetworkConfig`).
  private @Nullable Object aliases() {
    List<String> aliases = new ArrayList<>(settings.spec().aliases());
    boolean holdsNames = context.profile().addressing().aliasesHoldNames();
    boolean isNamed = !settings.dnsNames().isEmpty();
    if (holdsNames && (isNamed || (settings.byConnect() && !isPredefined()))) {
      addAbsent(aliases, container.shortId());
      addAbsent(aliases, container.hostname());
    }
    if (aliases.isEmpty()) {
      return settings.byConnect() ? List.of() : null;
    }
    return aliases;
  }

  private boolean isPredefined() {
    Network network = settings.network();
    return network == null
        ? Network.isPredefined(settings.spec().network())
        : network.isPredefined();
  }

  private static void addAbsent(List<String> list, String word) {
    if (!list.contains(word)) {
      list.add(word);
    }
  }

  private @Nullable Object dnsNames() {
    return settings.dnsNames().isEmpty() ? null : settings.dnsNames();
  }

  private Fields identity() {
    Network network = settings.network();
    Endpoint endpoint = settings.endpoint();
    return new Fields()
        .put("NetworkID", network == null ? "" : network.id())
        .put("EndpointID", endpoint == null ? "" : endpoint.id());
  }

  /// The addresses.
  ///
  /// @param hasMac whether the MAC stands among them: behind the IPv6 ones in 20.10, behind the
  ///   IPv4 address in 29
  private Fields addresses(boolean hasMac) {
    boolean isOld = context.profile().inspect() == InspectStyle.V20_10;
    Endpoint endpoint = settings.endpoint();
    IpPrefix ipv4 = endpoint == null ? null : endpoint.ipv4();
    IpPrefix ipv6 = endpoint == null ? null : endpoint.ipv6();
    Fields fields = new Fields().put("Gateway", gateway(false)).put("IPAddress", address(ipv4));
    if (hasMac && !isOld) {
      fields.put("MacAddress", mac());
    }
    fields
        .put("IPPrefixLen", ipv4 == null ? 0 : ipv4.length())
        .put("IPv6Gateway", gateway(true))
        .put("GlobalIPv6Address", address(ipv6))
        .put("GlobalIPv6PrefixLen", ipv6 == null ? 0 : ipv6.length());
    if (hasMac && isOld) {
      fields.put("MacAddress", mac());
    }
    return fields;
  }

  private String mac() {
    Endpoint endpoint = settings.endpoint();
    return endpoint == null ? "" : Inspection.mac(endpoint.mac());
  }

  private String gateway(boolean isV6) {
    Endpoint endpoint = settings.endpoint();
    if (endpoint == null) {
      return "";
    }
    IpAddress gateway = isV6 ? endpoint.attachment().gateway6() : endpoint.attachment().gateway();
    return gateway == null ? "" : gateway.toString();
  }

  private static String address(@Nullable IpPrefix prefix) {
    return prefix == null ? "" : prefix.address().toString();
  }
}
