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
/// @param words how subnet, range and gateway were written
public record SubnetRequest(
    @Nullable IpPrefix subnet,
    @Nullable IpPrefix ipRange,
    @Nullable IpAddress gateway,
    Map<String, IpAddress> auxAddresses,
    Words words) {
  /// Copies the addresses, their order kept.
  public SubnetRequest {
    auxAddresses = Ordered.copyOf(auxAddresses);
  }

  /// One that nobody wrote.
  public SubnetRequest(
      @Nullable IpPrefix subnet,
      @Nullable IpPrefix ipRange,
      @Nullable IpAddress gateway,
      Map<String, IpAddress> auxAddresses) {
    this(subnet, ipRange, gateway, auxAddresses, Words.NONE);
  }

  /// A subnet and nothing else.
  public static SubnetRequest of(IpPrefix subnet) {
    return new SubnetRequest(subnet, null, null, Map.of());
  }

  /// The same as it was written.
  public SubnetRequest written(Words newWords) {
    return new SubnetRequest(subnet, ipRange, gateway, auxAddresses, newWords);
  }

  /// What engines up to 28 keep of a request is its text, `fd00:0::/64` (moby
  /// `libnetwork/network.go`, `IpamConf`); empty for what was not written.
  ///
  /// @param subnet the pool
  /// @param ipRange the range
  /// @param gateway the gateway
  public record Words(String subnet, String ipRange, String gateway) {
    /// Nothing was written.
    public static final Words NONE = new Words("", "", "");
  }
}
