package dev.drydock.drivers.bridge;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.route.Ipv6Fib;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.v6.Ipv6Interface;
import dev.drydock.core.ip.v6.Ipv6InterfaceAddress;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.netns.Sysctls;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Ipv6Prefix;
import dev.drydock.drivers.DaemonConfig;
import dev.drydock.drivers.firewall.Firewall;
import dev.drydock.drivers.firewall.GatewayMode;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.network.Subnet;
import dev.drydock.drivers.profile.EngineProfile;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// IPv6 of the bridges of IPv6 networks (libnetwork `drivers/bridge/setup_ipv6_linux.go`).
final class BridgeIpv6 {
  private static final Ipv6Prefix SECOND_LINK_LOCAL = Ipv6Prefix.parse("fe80::1/64");

  private final Machine machine;
  private final Supplier<DaemonConfig> config;
  private final EngineProfile profile;
  private final Firewall firewall;

  BridgeIpv6(
      Machine machine, Supplier<DaemonConfig> config, EngineProfile profile, Firewall firewall) {
    this.machine = machine;
    this.config = config;
    this.profile = profile;
    this.firewall = firewall;
  }

  /// Switches IPv6 on for the bridge of an IPv6 network, gives it the gateway address, and lets the
  /// host forward.
  void set(Network network, BridgeOptions options, Bridge device) {
    Subnet subnet = network.ipv6();
    if (subnet == null) {
      return;
    }
    Netns root = machine.root();
    boolean isIsolated = options.mode6() == GatewayMode.ISOLATED;
    root.sysctls()
        .set("net.ipv6.conf." + options.bridge() + ".disable_ipv6", isIsolated ? "1" : "0");
    if (!isIsolated) {
      addAddresses(subnet, device);
    }
    if (config.get().ipForward()) {
      forward(root.sysctls());
    }
  }

  private void addAddresses(Subnet subnet, Bridge device) {
    var interfaces = machine.root().ipv6().interfaces();
    IpPrefix gateway = subnet.gatewayPrefix();
    removeOthers(device, gateway);
    if (profile.kernel().secondLinkLocal()) {
      interfaces.addAddress(device, SECOND_LINK_LOCAL, false);
    }
    if (gateway != null) {
      boolean isAtOnce = profile.takesIpv6GatewayAtOnce();
      interfaces.addAddress(
          device, new Ipv6Prefix(gateway.address().v6(), gateway.length()), isAtOnce);
    }
    addSubnetRoute(subnet.prefix(), device);
  }

  /// Takes from a bridge that was there before what it is not to have: the kernel's link-local
  /// address goes, and does not come back (`programIPv6Addresses`).
  private void removeOthers(Bridge device, @Nullable IpPrefix gateway) {
    var interfaces = machine.root().ipv6().interfaces();
    Ipv6Interface known = interfaces.find(device);
    if (known == null || !profile.replacesLinkLocal()) {
      return;
    }
    for (Ipv6InterfaceAddress each : List.copyOf(known.addresses())) {
      Ipv6Address address = each.address();
      boolean isGateway = gateway != null && gateway.address().v6().equals(address);
      if (!isGateway && !address.equals(SECOND_LINK_LOCAL.address())) {
        interfaces.removeAddress(device, each.prefix());
      }
    }
  }

  /// A daemon finds the bridge of a network that one before it made.
  void restored(Subnet subnet, Bridge device) {
    removeOthers(device, subnet.gatewayPrefix());
    addSubnetRoute(subnet.prefix(), device);
  }

  /// Through a bridge that is not up no route can lead: a new one has only the kernel's own.
  private void addSubnetRoute(IpPrefix subnet, NetDevice device) {
    if (!profile.addsIpv6SubnetRoute() || !device.isUp()) {
      return;
    }
    Ipv6Fib fib = machine.root().ipv6().fib();
    Ipv6Route route =
        new Ipv6Route(
            new Ipv6Prefix(subnet.address().v6(), subnet.length()),
            RouteType.UNICAST,
            device,
            null,
            Ipv6Route.USER_METRIC,
            "boot",
            Route.MAIN_TABLE,
            Ipv6Route.Extras.NONE);
    if (!fib.hasAlike(route)) {
      fib.append(route);
    }
  }

  /// `setupIPv6Forwarding`.
  private void forward(Sysctls sysctls) {
    boolean changed = false;
    for (String scope : List.of("default", "all")) {
      String key = "net.ipv6.conf." + scope + ".forwarding";
      changed |= !"1".equals(sysctls.get(key));
      sysctls.set(key, "1");
    }
    if (changed && !config.get().ipForwardNoDrop()) {
      firewall.forwardingEnabled(Family.IPV6);
    }
  }
}
