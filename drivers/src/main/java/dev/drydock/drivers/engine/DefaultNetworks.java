package dev.drydock.drivers.engine;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.DaemonConfig;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.network.Controller;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.network.NetworkConfig;
import dev.drydock.drivers.network.SubnetRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The networks every engine has: none, host and bridge, made in this order (Docker
/// `daemon_unix.go`, `configureNetworking`).
final class DefaultNetworks {
  static final String DOCKER0 = "docker0";

  private final Context context;
  private final Controller controller;

  DefaultNetworks(Context context, Controller controller) {
    this.context = context;
    this.controller = controller;
  }

  /// Makes those that are missing; the default network is made anew each time the daemon starts.
  void create() {
    addPlain("none", "null");
    addPlain("host", "host");
    Network stale = controller.named(Network.DEFAULT);
    DaemonConfig config = context.config();
    if (stale != null) {
      controller.delete(stale);
      if (!config.addressPools().isEmpty() && !config.liveRestore()) {
        removeBridge(); // it may have to have another subnet
      }
    }
    if (!config.bridge().equals("none")) {
      controller.create(bridge());
    } else {
      removeBridge();
    }
  }

  private void addPlain(String name, String driver) {
    if (controller.named(name) == null) {
      controller.create(
          new NetworkConfig(
              name,
              driver,
              new NetworkConfig.Flags(false, false, false, true, false),
              new NetworkConfig.Ipam("default", Map.of(), false, List.of()),
              Map.of(),
              Map.of()));
    }
  }

  private void removeBridge() {
    NetDevice old = context.machine().root().device(DOCKER0);
    if (old != null) {
      context.machine().root().remove(old);
    }
  }

  /// Removes all of them.
  void delete() {
    for (String name : List.of(Network.DEFAULT, "host", "none")) {
      Network network = controller.named(name);
      if (network != null) {
        controller.delete(network);
      }
    }
  }

  private NetworkConfig bridge() {
    DaemonConfig config = context.config();
    String device = config.bridge().isEmpty() ? DOCKER0 : config.bridge();
    if (config.ipv6() && config.fixedCidrV6() == null && context.profile().electsSubnet()) {
      throw new EngineException(
          "IPv6 is enabled for the default bridge, but no subnet is configured. Specify an IPv6"
              + " subnet using --fixed-cidr-v6");
    }
    Map<String, String> options = new LinkedHashMap<>();
    options.put("com.docker.network.bridge.name", device);
    options.put("com.docker.network.bridge.default_bridge", "true");
    options.put("com.docker.network.driver.mtu", "" + config.mtu());
    options.put("com.docker.network.bridge.enable_ip_masquerade", "" + config.ipMasq());
    options.put("com.docker.network.bridge.enable_icc", "" + config.icc());
    options.put("com.docker.network.bridge.host_binding_ipv4", config.ip());
    List<SubnetRequest> subnets = new ArrayList<>(List.of(subnet(device)));
    IpPrefix ipv6 = config.fixedCidrV6();
    if (config.ipv6() && ipv6 != null) {
      subnets.add(subnet(ipv6.masked(), device));
    }
    return new NetworkConfig(
        Network.DEFAULT,
        "bridge",
        new NetworkConfig.Flags(false, false, false, true, config.ipv6()),
        new NetworkConfig.Ipam("default", Map.of(), false, subnets),
        options,
        Map.of());
  }

  /// The subnet: `bip`, else an address the bridge has already, else a default one; engines that do
  /// not choose it before IPAM is asked take `fixed-cidr` where there is neither.
  private SubnetRequest subnet(String device) {
    DaemonConfig config = context.config();
    IpPrefix bip = config.bip() != null ? config.bip() : existing(device);
    IpPrefix range = config.fixedCidr();
    IpPrefix pool = bip == null ? null : bip.masked();
    if (pool == null) {
      pool = context.profile().electsSubnet() ? controller.firstDefaultSubnet() : range;
    }
    Map<String, IpAddress> auxiliary = new LinkedHashMap<>();
    IpAddress gateway = config.defaultGateway();
    if (gateway != null) {
      auxiliary.put("DefaultGatewayIPv4", gateway);
    }
    return new SubnetRequest(pool, range, bip == null ? null : bip.address(), auxiliary);
  }

  /// The subnet of IPv6: that of `fixed-cidr-v6`, which may be a range of itself as well
  /// (`getDefaultBridgeIPAMConf`).
  private SubnetRequest subnet(IpPrefix fixed, String device) {
    boolean isRange = context.profile().rangesFixedCidrV6();
    Map<String, IpAddress> auxiliary = new LinkedHashMap<>();
    IpAddress gateway = context.config().defaultGatewayV6();
    if (gateway != null) {
      auxiliary.put("DefaultGatewayIPv6", gateway);
    }
    return new SubnetRequest(fixed, isRange ? fixed : null, within(fixed, device), auxiliary);
  }

  /// The first address of IPv6 that the bridge has within a subnet: it is told to IPAM.
  private @Nullable IpAddress within(IpPrefix subnet, String device) {
    NetDevice bridge = context.machine().root().device(device);
    var found = bridge == null ? null : context.machine().root().ipv6().interfaces().find(bridge);
    if (found == null) {
      return null;
    }
    return found.addresses().stream()
        .map(each -> IpAddress.of(each.address()))
        .filter(subnet::contains)
        .findFirst()
        .orElse(null);
  }

  private @Nullable IpPrefix existing(String device) {
    NetDevice bridge = context.machine().root().device(device);
    if (bridge == null) {
      return null;
    }
    var addresses = context.machine().root().ipv4().interfaces().of(bridge).addresses();
    return addresses.isEmpty() ? null : IpPrefix.of(addresses.getFirst().prefix());
  }
}
