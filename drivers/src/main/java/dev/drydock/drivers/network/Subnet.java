package dev.drydock.drivers.network;

import dev.drydock.core.sim.Ordered;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.ipam.Pool;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A subnet a network has (libnetwork `IpamInfo`).
///
/// @param pool where its addresses are kept
/// @param gateway the gateway's address; null for none
/// @param auxAddresses name → address that is not given out
public record Subnet(Pool pool, @Nullable IpAddress gateway, Map<String, IpAddress> auxAddresses) {
  /// Copies the addresses, their order kept.
  public Subnet {
    auxAddresses = Ordered.copyOf(auxAddresses);
  }

  /// The subnet.
  public IpPrefix prefix() {
    return pool.subnet();
  }

  /// The gateway with the length of the subnet.
  public @Nullable IpPrefix gatewayPrefix() {
    return gateway == null ? null : new IpPrefix(gateway, prefix().length());
  }
}
