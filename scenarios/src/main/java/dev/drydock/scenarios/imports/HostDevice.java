package dev.drydock.scenarios.imports;

import java.util.List;

/// A network interface of a live host.
///
/// @param kind the kernel's word: `veth`, `bridge`, `vlan`; empty for a card
/// @param lower the device it stands on; empty without one
/// @param master the bridge it is a port of; empty without one
/// @param addresses with their prefix lengths, those of the link left out
/// @param vlan its number; empty for others
record HostDevice(
    String name,
    String kind,
    String lower,
    String master,
    String mac,
    int mtu,
    List<String> addresses,
    String vlan) {
  private static final int MTU_USUAL = 1500;

  private static final List<String> BY_COMMAND = List.of("bridge", "vlan", "dummy");

  /// How Docker calls the host's end of a pair: seven hexadecimal digits.
  private static final String DOCKER_VETH = "veth[0-9a-f]{7}";

  boolean isBridge() {
    return kind.equals("bridge");
  }

  boolean isVlan() {
    return kind.equals("vlan");
  }

  boolean isOfContainer() {
    return name.matches(DOCKER_VETH);
  }

  /// Several cards that act as one.
  boolean isBond() {
    return kind.equals("bond") || kind.equals("team");
  }

  /// Whether it leads out of the machine: a card, several as one, or what stands for one in a
  /// virtual machine.
  boolean isCard() {
    boolean isPair = kind.equals("veth") && !isOfContainer();
    return !name.equals("lo") && (kind.isEmpty() || isPair || isBond());
  }

  /// Whether a command makes it.
  boolean isMadeByCommand() {
    return BY_COMMAND.contains(kind) && (!isVlan() || !lower.isEmpty());
  }

  boolean hasUsualMtu() {
    return mtu == MTU_USUAL || mtu == 0;
  }
}
