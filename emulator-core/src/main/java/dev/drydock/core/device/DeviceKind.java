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
  VXLAN("vxlan");

  private final String word;

  DeviceKind(String word) {
    this.word = word;
  }

  /// The word, empty for a network card.
  public String word() {
    return word;
  }
}
