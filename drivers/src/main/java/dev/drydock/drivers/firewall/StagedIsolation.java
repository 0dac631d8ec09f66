package dev.drydock.drivers.firewall;

import java.util.ArrayList;
import java.util.List;

/// Isolation in engine 28: what leaves one bridge may not enter another; and what containers send
/// to published ports is left to docker-proxy.
final class StagedIsolation implements Isolation {
  @Override
  public List<String> chains() {
    return List.of(Chains.STAGE_1, Chains.STAGE_2);
  }

  @Override
  public String entry() {
    return Chains.STAGE_1;
  }

  @Override
  public List<FirewallRule> rules(
      BridgeRules network, BridgeRules.Family family, boolean hasProxy) {
    String bridge = network.bridge();
    List<FirewallRule> rules = new ArrayList<>();
    if (network.masquerade() && hasProxy) {
      rules.add(CommonRules.skipPublished(bridge));
    }
    if (family.mode() == GatewayMode.ROUTED) {
      rules.add(FirewallRule.insert(Chains.STAGE_1, "-o %s -j RETURN".formatted(bridge)));
      rules.add(
          FirewallRule.insert(
              Chains.STAGE_1,
              "-i %s -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT".formatted(bridge)));
    }
    rules.add(
        FirewallRule.append(
            Chains.STAGE_1, "-i %1$s ! -o %1$s -j %2$s".formatted(bridge, Chains.STAGE_2)));
    rules.add(FirewallRule.insert(Chains.STAGE_2, "-o %s -j DROP".formatted(bridge)));
    return rules;
  }

  /// Nothing enters or leaves an internal network. Of IPv6 what stays on the bridge is not asked
  /// for its addresses, which may be link-local.
  static List<FirewallRule> internal(String chain, BridgeRules network, BridgeRules.Family family) {
    return internal(chain, network, family, family.subnet().isV6());
  }

  /// @param sparesBridge whether what stays on the bridge is not asked for its addresses
  static List<FirewallRule> internal(
      String chain, BridgeRules network, BridgeRules.Family family, boolean sparesBridge) {
    String bridge = network.bridge();
    return List.of(
        FirewallRule.insert(
            chain,
            "! -d %s -i %s %s-j DROP"
                .formatted(
                    family.subnet().masked(), bridge, sparesBridge ? "! -o " + bridge + " " : "")),
        FirewallRule.insert(
            chain,
            "! -s %s %s-o %s -j DROP"
                .formatted(
                    family.subnet().masked(), sparesBridge ? "! -i " + bridge + " " : "", bridge)));
  }
}
