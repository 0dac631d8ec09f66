package dev.drydock.drivers.firewall;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the rules of one bridge network depend on.
///
/// @param bridge the device
/// @param internal `--internal`
/// @param icc containers may talk to each other
/// @param masquerade packets that leave get the machine's address
/// @param ipv4 the IPv4 side; null without IPv4
/// @param ipv6 the IPv6 side; null without IPv6
/// @param trustedInterfaces machine interfaces that may reach container addresses directly
public record BridgeRules(
    String bridge,
    boolean internal,
    boolean icc,
    boolean masquerade,
    @Nullable Family ipv4,
    @Nullable Family ipv6,
    List<String> trustedInterfaces) {
  /// Copies the list.
  public BridgeRules {
    trustedInterfaces = List.copyOf(trustedInterfaces);
  }

  /// One address family of a network.
  ///
  /// @param subnet its subnet
  /// @param mode how containers are reached from outside
  /// @param hostAddress the source of packets that leave, in place of masquerading; null for that
  public record Family(IpPrefix subnet, GatewayMode mode, @Nullable IpAddress hostAddress) {}

  /// The side for an address.
  public @Nullable Family family(boolean isV6) {
    return isV6 ? ipv6 : ipv4;
  }
}
