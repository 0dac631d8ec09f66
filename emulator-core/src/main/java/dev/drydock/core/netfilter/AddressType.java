package dev.drydock.core.netfilter;

/// What the routing tables say an address is, by the words of `-m addrtype`.
public enum AddressType {
  /// 0.0.0.0.
  UNSPEC,
  /// An address of somebody else.
  UNICAST,
  /// An address of this namespace.
  LOCAL,
  /// A broadcast address.
  BROADCAST,
  /// An address of one of several that share it.
  ANYCAST,
  /// A multicast group.
  MULTICAST,
  /// A route lets it vanish.
  BLACKHOLE,
  /// A route says it cannot be reached.
  UNREACHABLE,
  /// A route prohibits it.
  PROHIBIT
}
