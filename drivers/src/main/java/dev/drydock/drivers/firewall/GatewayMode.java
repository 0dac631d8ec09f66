package dev.drydock.drivers.firewall;

/// How containers of a bridge network are reached from outside: option
/// `com.docker.network.bridge.gateway_mode_ipv4`.
public enum GatewayMode {
  /// By published ports, their addresses hidden.
  NAT("nat"),
  /// By published ports, and by their own addresses on every port.
  NAT_UNPROTECTED("nat-unprotected"),
  /// By their own addresses, published ports only.
  ROUTED("routed"),
  /// Not at all, and the machine has no address on the bridge.
  ISOLATED("isolated");

  private final String word;

  GatewayMode(String word) {
    this.word = word;
  }

  /// The option's value.
  public String word() {
    return word;
  }
}
