package dev.drydock.core.ip.route;

/// What becomes of packets that match a route (Linux `RTN_*`), by the words of `ip route`.
public enum RouteType {
  /// Goes out, directly or by a gateway.
  UNICAST("unicast"),
  /// An address of this namespace.
  LOCAL("local"),
  /// Everybody on the link.
  BROADCAST("broadcast"),
  /// A multicast group.
  MULTICAST("multicast"),
  /// The first address of a network, for which every router answers (IPv6 only).
  ANYCAST("anycast"),
  /// Vanishes.
  BLACKHOLE("blackhole"),
  /// Refused with "host unreachable".
  UNREACHABLE("unreachable"),
  /// Refused with "administratively prohibited".
  PROHIBIT("prohibit");

  private final String word;

  RouteType(String word) {
    this.word = word;
  }

  /// The word `ip route` uses.
  public String word() {
    return word;
  }
}
