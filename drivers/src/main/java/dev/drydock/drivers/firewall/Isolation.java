package dev.drydock.drivers.firewall;

import java.util.List;

/// How engines from 28 on keep networks apart; the two ways are a generation's each.
interface Isolation {
  /// The chains for it.
  List<String> chains();

  /// The first of them, which packets pass.
  String entry();

  /// The rules for a network that leads out.
  List<FirewallRule> rules(BridgeRules network, BridgeRules.Family family, boolean hasProxy);

  /// The rules for an internal network.
  default List<FirewallRule> internal(BridgeRules network, BridgeRules.Family family) {
    return StagedIsolation.internal(entry(), network, family);
  }
}
