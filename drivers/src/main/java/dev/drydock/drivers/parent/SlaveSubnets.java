package dev.drydock.drivers.parent;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.network.Endpoint;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.network.Subnet;
import org.jspecify.annotations.Nullable;

/// The subnets of macvlan and ipvlan networks, of which there may be several of one family.
public final class SlaveSubnets {
  private SlaveSubnets() {}

  /// Checks that a network has the subnets its families need.
  ///
  /// @throws EngineException if it has not
  public static void check(Network network) {
    if (network.config().flags().ipv4() && network.ipv4() == null) {
      throw new EngineException("ipv4 pool is empty");
    }
    if (network.config().flags().ipv6() && network.ipv6() == null) {
      throw new EngineException("ipv6 pool is empty");
    }
  }

  /// The gateway of the subnet that an endpoint's address belongs to.
  ///
  /// @return null when the endpoint has no address of that family or its subnet has no gateway
  /// @throws EngineException if the address is of no subnet
  public static @Nullable IpAddress gateway(Endpoint endpoint, boolean isV6) {
    IpPrefix address = isV6 ? endpoint.ipv6() : endpoint.ipv4();
    if (address == null) {
      return null;
    }
    for (Subnet subnet : endpoint.network().subnets()) {
      IpPrefix prefix = subnet.prefix();
      if (prefix.isV6() == isV6
          && prefix.length() == address.length()
          && prefix.contains(address.address())) {
        String name = isV6 ? "DefaultGatewayIPv6" : "DefaultGatewayIPv4";
        return subnet.auxAddresses().getOrDefault(name, subnet.gateway());
      }
    }
    throw new EngineException(
        "could not find a valid ipv" + (isV6 ? 6 : 4) + " subnet for endpoint " + endpoint.id());
  }
}
