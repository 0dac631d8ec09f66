package dev.drydock.drivers.network;

import dev.drydock.core.sim.Ordered;
import java.util.List;
import java.util.Map;

/// What a network is to be.
///
/// @param name its name
/// @param driver the type of its driver
/// @param flags the switches
/// @param ipam where its addresses come from
/// @param options what the driver is told
/// @param labels notes of the user
public record NetworkConfig(
    String name,
    String driver,
    Flags flags,
    Ipam ipam,
    Map<String, String> options,
    Map<String, String> labels) {

  /// Copies the maps, their order kept.
  public NetworkConfig {
    options = Ordered.copyOf(options);
    labels = Ordered.copyOf(labels);
  }

  /// The same with these subnets asked for.
  public NetworkConfig withSubnets(List<SubnetRequest> subnets) {
    Ipam given = new Ipam(ipam.driver(), ipam.options(), ipam.hasOptions(), subnets);
    return new NetworkConfig(name, driver, flags, given, options, labels);
  }

  /// The switches.
  ///
  /// @param internal nothing outside is reached
  /// @param attachable single containers may join a swarm's network
  /// @param ingress the routing mesh of a swarm
  /// @param ipv4 has IPv4 addresses
  /// @param ipv6 has IPv6 addresses
  public record Flags(
      boolean internal, boolean attachable, boolean ingress, boolean ipv4, boolean ipv6) {
    /// IPv4 and nothing else.
    public static final Flags PLAIN = new Flags(false, false, false, true, false);
  }

  /// Where addresses come from.
  ///
  /// @param driver `default`, `null` or another
  /// @param options what it is told; `hasOptions` tells none from empty
  /// @param hasOptions whether options were given at all, if only empty ones
  /// @param subnets what was asked for; empty lets the engine choose
  public record Ipam(
      String driver, Map<String, String> options, boolean hasOptions, List<SubnetRequest> subnets) {
    /// Copies the collections.
    public Ipam {
      options = Ordered.copyOf(options);
      subnets = List.copyOf(subnets);
    }
  }
}
