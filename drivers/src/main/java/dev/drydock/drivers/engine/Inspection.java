package dev.drydock.drivers.engine;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Mac;
import dev.drydock.drivers.network.DataScope;
import dev.drydock.drivers.network.Endpoint;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.network.NetworkConfig;
import dev.drydock.drivers.network.Sandbox;
import dev.drydock.drivers.network.Subnet;
import dev.drydock.drivers.network.SubnetRequest;
import dev.drydock.drivers.profile.EngineProfile;
import dev.drydock.drivers.profile.InspectStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What `docker network inspect` and the networks of `docker inspect` show.
final class Inspection {
  private Inspection() {}

  static Map<String, @Nullable Object> container(
      Container container, Context context, Registry registry) {
    return ContainerInspection.fields(container, context, registry).map();
  }

  // ---- networks --------------------------------------------------------------------------

  static Map<String, @Nullable Object> network(
      Network network,
      Context context,
      Registry registry,
      @Nullable List<ClusterNetworks.Member> peers) {
    InspectStyle style = context.profile().inspect();
    NetworkConfig config = network.config();
    NetworkConfig.Flags flags = config.flags();
    Fields fields =
        new Fields()
            .put("Name", network.name())
            .put("Id", network.id())
            .put("Created", Timestamps.text(network.createdNanos()))
            .put("Scope", network.driver().scope().word())
            .put("Driver", network.driver().type());
    if (style.isAtLeast(InspectStyle.V28)) {
      fields.put("EnableIPv4", flags.ipv4());
    }
    fields
        .put("EnableIPv6", flags.ipv6())
        .put("IPAM", ipam(network, context.profile()))
        .put("Internal", flags.internal())
        .put("Attachable", flags.attachable())
        .put("Ingress", flags.ingress())
        .put("ConfigFrom", new Fields().put("Network", network.configuredFrom()).map())
        .put("ConfigOnly", network.isConfiguration());
    boolean isElsewhere = peers == null && network.driver().scope() == DataScope.SWARM;
    Map<String, @Nullable Object> containers = isElsewhere ? null : containers(network, registry);
    Map<String, String> labels =
        isElsewhere && config.labels().isEmpty() ? null : new TreeMap<>(config.labels());
    if (style.isAtLeast(InspectStyle.V29)) {
      return fields
          .put("Options", new TreeMap<>(config.options()))
          .put("Labels", labels)
          .putAll(peers(peers))
          .put("Containers", containers)
          .put("Status", new Fields().put("IPAM", status(network)).map())
          .map();
    }
    return fields
        .put("Containers", containers)
        .put("Options", network.isWaiting() ? null : new TreeMap<>(config.options()))
        .put("Labels", labels)
        .putAll(peers(peers))
        .map();
  }

  /// How many addresses of its subnets are taken, and how many are left to be given out (moby
  /// `allocationStatus`, from 29 on).
  private static Map<String, @Nullable Object> status(Network network) {
    TreeMap<String, @Nullable Object> subnets = new TreeMap<>();
    for (Subnet subnet : network.subnets()) {
      subnets.put(
          subnet.prefix().toString(),
          new Fields()
              .put("IPsInUse", subnet.pool().taken())
              .put("DynamicIPsAvailable", subnet.pool().available())
              .map());
    }
    return subnets.isEmpty() ? Map.of() : new Fields().put("Subnets", subnets).map();
  }

  private static Fields peers(@Nullable List<ClusterNetworks.Member> peers) {
    Fields fields = new Fields();
    if (peers != null) {
      List<@Nullable Object> list = new ArrayList<>();
      for (ClusterNetworks.Member peer : peers) {
        String address = peer.address().toString();
        list.add(new Fields().put("Name", peer.name()).put("IP", address).map());
      }
      fields.put("Peers", list);
    }
    return fields;
  }

  private static Map<String, @Nullable Object> ipam(Network network, EngineProfile profile) {
    InspectStyle style = profile.inspect();
    NetworkConfig.Ipam ipam = network.config().ipam();
    List<@Nullable Object> configs = new ArrayList<>();
    List<@Nullable Object> chosen = new ArrayList<>();
    addUnused(false, network, configs, style);
    for (Subnet subnet : network.subnets()) {
      SubnetRequest request = requestFor(subnet, ipam.subnets());
      boolean isLast = request == null && style.isAtLeast(InspectStyle.V25);
      (isLast ? chosen : configs).add(subnet(subnet, request, profile));
    }
    addUnused(true, network, configs, style);
    configs.addAll(chosen);
    boolean isKnown = !network.isWaiting() && !style.isAtLeast(InspectStyle.V25);
    boolean hasNone = configs.isEmpty() && !isKnown;
    return new Fields()
        .put("Driver", ipam.driver())
        .put("Options", ipam.hasOptions() ? new TreeMap<>(ipam.options()) : null)
        .put("Config", hasNone ? null : configs)
        .map();
  }

  /// The subnets of a configuration, and of an IP version that the network does not have, are kept,
  /// and shown, all the same (moby `daemon/network.go`, `buildIPAMResources`).
  private static void addUnused(
      boolean isV6, Network network, List<@Nullable Object> configs, InspectStyle style) {
    NetworkConfig.Flags flags = network.config().flags();
    boolean isUsed = !network.isConfiguration() && (isV6 ? flags.ipv6() : flags.ipv4());
    for (SubnetRequest request : network.config().ipam().subnets()) {
      IpPrefix subnet = request.subnet();
      if (!isUsed && subnet != null && subnet.isV6() == isV6) {
        configs.add(asked(request, style));
      }
    }
  }

  private static Map<String, @Nullable Object> asked(SubnetRequest request, InspectStyle style) {
    SubnetRequest.Words words = request.words();
    Fields fields = new Fields().put("Subnet", word(words.subnet(), request.subnet(), style));
    if (request.ipRange() != null) {
      fields.put("IPRange", word(words.ipRange(), request.ipRange(), style));
    }
    if (request.gateway() != null) {
      fields.put("Gateway", word(words.gateway(), request.gateway(), style));
    }
    return fields.map();
  }

  /// What was asked for, up to 28 as it was written.
  private static String word(String written, @Nullable Object value, InspectStyle style) {
    boolean isKept = !written.isEmpty() && !style.isAtLeast(InspectStyle.V29);
    return isKept ? written : String.valueOf(value);
  }

  private static @Nullable SubnetRequest requestFor(Subnet subnet, List<SubnetRequest> requests) {
    for (SubnetRequest request : requests) {
      IpPrefix wanted = request.subnet();
      if (wanted != null && wanted.masked().equals(subnet.prefix())) {
        return request;
      }
    }
    return null;
  }

  /// A subnet that was asked for shows what was asked (its host's bits as well, where the engine
  /// takes them), one that was not what was given.
  private static Map<String, @Nullable Object> subnet(
      Subnet subnet, @Nullable SubnetRequest request, EngineProfile profile) {
    InspectStyle style = profile.inspect();
    IpPrefix shown =
        request == null || request.subnet() == null ? subnet.prefix() : request.subnet();
    SubnetRequest.Words words = request == null ? SubnetRequest.Words.NONE : request.words();
    Fields fields = new Fields().put("Subnet", word(words.subnet(), shown, style));
    if (request != null && request.ipRange() != null) {
      fields.put("IPRange", word(words.ipRange(), request.ipRange(), style));
    } else if (profile.showsEmptyRange()) {
      fields.put("IPRange", "");
    }
    IpAddress gateway =
        request == null || style.isAtLeast(InspectStyle.V29) ? subnet.gateway() : request.gateway();
    if (gateway != null) {
      fields.put("Gateway", word(words.gateway(), gateway, style));
    }
    if (!subnet.auxAddresses().isEmpty()) {
      TreeMap<String, @Nullable Object> auxiliary = new TreeMap<>();
      subnet.auxAddresses().forEach((name, address) -> auxiliary.put(name, address.toString()));
      fields.put("AuxiliaryAddresses", auxiliary);
    }
    return fields.map();
  }

  private static Map<String, @Nullable Object> containers(Network network, Registry registry) {
    TreeMap<String, @Nullable Object> containers = new TreeMap<>();
    for (Endpoint endpoint : network.endpoints()) {
      containers.put(
          ownerOf(endpoint, registry),
          new Fields()
              .put("Name", endpoint.name())
              .put("EndpointID", endpoint.id())
              .put("MacAddress", mac(endpoint.mac()))
              .put("IPv4Address", text(endpoint.ipv4()))
              .put("IPv6Address", text(endpoint.ipv6()))
              .map());
    }
    return containers;
  }

  private static String ownerOf(Endpoint endpoint, Registry registry) {
    Sandbox sandbox = endpoint.sandbox();
    for (Container container : registry.all()) {
      if (sandbox != null && container.sandbox() == sandbox) {
        return container.id();
      }
    }
    String owner = sandbox == null ? "" : sandbox.owner();
    return owner.isEmpty() ? "ep-" + endpoint.id() : owner;
  }

  static String mac(long mac) {
    return mac == 0 ? "" : Mac.format(mac);
  }

  private static String text(@Nullable IpPrefix prefix) {
    return prefix == null ? "" : prefix.toString();
  }
}
