package dev.drydock.drivers.firewall;

import java.util.List;

/// Isolation in engine 29: only internal networks have rules of their own for it; a container's
/// published ports are reached from other networks too.
final class InternalIsolation implements Isolation {
  @Override
  public List<String> chains() {
    return List.of(Chains.INTERNAL);
  }

  @Override
  public String entry() {
    return Chains.INTERNAL;
  }

  @Override
  public List<FirewallRule> rules(
      BridgeRules network, BridgeRules.Family family, boolean hasProxy) {
    return List.of();
  }
}
