package dev.drydock.drivers.bridge;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.firewall.BridgeRules;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.network.Subnet;
import org.jspecify.annotations.Nullable;

/// What the bridge driver holds for one network.
///
/// @param network the network
/// @param options its options
/// @param device its bridge
/// @param isOurs whether the engine made the bridge
/// @param rules what its firewall rules depend on
record BridgeNetwork(
    Network network, BridgeOptions options, Bridge device, boolean isOurs, BridgeRules rules) {
  /// The address containers send to when they know no better way; the auxiliary address of this
  /// name comes first.
  @Nullable IpAddress gateway(boolean isV6) {
    Subnet subnet = isV6 ? network.ipv6() : network.ipv4();
    if (subnet == null) {
      return null;
    }
    String name = isV6 ? "DefaultGatewayIPv6" : "DefaultGatewayIPv4";
    return subnet.auxAddresses().getOrDefault(name, subnet.gateway());
  }
}
