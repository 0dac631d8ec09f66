package dev.drydock.core.device;

/// The kinds of network devices there are, by the word `ip -d link` uses.
public enum DeviceKind {
  /// `lo`.
  LOOPBACK("loopback"),
  /// A network card; `ip -d link` shows no kind for it.
  PHYSICAL(""),
  /// One end of a veth pair.
  VETH("veth"),
  /// A bridge.
  BRIDGE("bridge"),
  /// A VXLAN tunnel end.
  VXLAN("vxlan"),
  /// A device that discards what it is given.
  DUMMY("dummy"),
  /// A VLAN of a device.
  VLAN("vlan"),
  /// A second card, by its MAC, on a device.
  MACVLAN("macvlan"),
  /// A second card, by its IP addresses, on a device.
  IPVLAN("ipvlan");

  private final String word;

  DeviceKind(String word) {
    this.word = word;
  }

  /// The word, empty for a network card.
  public String word() {
    return word;
  }

  /// Whether the device can take single further addresses (`IFF_UNICAST_FLT`); one that cannot is
  /// made promiscuous for them.
  boolean filtersUnicast() {
    return this == PHYSICAL || this == VLAN || this == MACVLAN;
  }
}
