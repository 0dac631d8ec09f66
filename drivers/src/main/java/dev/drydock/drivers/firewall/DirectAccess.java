package dev.drydock.drivers.firewall;

import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.port.PortBinding;
import java.util.ArrayList;
import java.util.List;

/// How engines from 28 on keep others on the machine's links from sending to container addresses
/// directly.
enum DirectAccess {
  /// 28.0 and 28.1: each published port is shut.
  PORTS {
    @Override
    List<FirewallRule> endpoint(BridgeRules network, IpPrefix address) {
      return List.of();
    }

    @Override
    List<FirewallRule> port(BridgeRules network, PortBinding port) {
      return List.of(
          FirewallRule.appendRaw(
              "-d %s ! -i %s -p %s --dport %d -j DROP"
                  .formatted(
                      CommonRules.only(port.containerIp()),
                      network.bridge(),
                      port.container().protocol(),
                      port.container().port())));
    }
  },
  /// From 28.2 on: the whole address is, but for trusted interfaces.
  ENDPOINTS {
    @Override
    List<FirewallRule> endpoint(BridgeRules network, IpPrefix address) {
      List<FirewallRule> rules = new ArrayList<>();
      for (String trusted : network.trustedInterfaces()) {
        rules.add(
            FirewallRule.appendRaw(
                "-d %s -i %s -j ACCEPT".formatted(CommonRules.only(address.address()), trusted)));
      }
      rules.add(
          FirewallRule.appendRaw(
              "-d %s ! -i %s -j DROP"
                  .formatted(CommonRules.only(address.address()), network.bridge())));
      return rules;
    }

    @Override
    List<FirewallRule> port(BridgeRules network, PortBinding port) {
      return List.of();
    }
  },
  /// `allow-direct-routing`: nothing is shut.
  ALLOWED {
    @Override
    List<FirewallRule> endpoint(BridgeRules network, IpPrefix address) {
      return List.of();
    }

    @Override
    List<FirewallRule> port(BridgeRules network, PortBinding port) {
      return List.of();
    }
  };

  /// The rules for a container's interface.
  abstract List<FirewallRule> endpoint(BridgeRules network, IpPrefix address);

  /// The rules for a published port.
  abstract List<FirewallRule> port(BridgeRules network, PortBinding port);
}
