package dev.drydock.drivers.network;

import dev.drydock.core.sim.Ordered;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A subnet as asked for (libnetwork `IpamConf`).
///
/// @param subnet the pool; null lets the engine choose
/// @param ipRange where container addresses come from; null for all of the subnet
/// @param gateway the gateway's address; null lets the engine choose
/// @param auxAddresses name → address that is not given out
public record SubnetRequest(
    @Nullable IpPrefix subnet,
    @Nullable IpPrefix ipRange,
    @Nullable IpAddress gateway,
    Map<String, IpAddress> auxAddresses) {
  /// Copies the addresses, their order kept.
  public SubnetRequest {
    auxAddresses = Ordered.copyOf(auxAddresses);
  }

  /// A subnet and nothing else.
  public static SubnetRequest of(IpPrefix subnet) {
    return new SubnetRequest(subnet, null, null, Map.of());
  }
}
