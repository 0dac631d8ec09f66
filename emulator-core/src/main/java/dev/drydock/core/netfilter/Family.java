package dev.drydock.core.netfilter;

/// An IP version. Each has hooks, tables and connections of its own.
public enum Family {
  /// What `iptables` sets up.
  IPV4,
  /// What `ip6tables` sets up.
  IPV6
}
