package dev.drydock.core.ip.v6;

import dev.drydock.core.wire.Ipv6Address;

/// A program that advertises a router hears of the hosts that ask for one.
public interface SolicitationListener {
  /// A host asks.
  ///
  /// @param from its address, `::` while it has none
  void solicited(Ipv6Address from);
}
