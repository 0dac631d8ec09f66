package dev.drydock.core.ip.v6;

import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.wire.Ipv6Address;
import org.jspecify.annotations.Nullable;

/// The last 64 bits of the addresses an interface gives itself (Linux `addrconf_addr_gen`,
/// `ipv6_generate_eui64`).
final class InterfaceIdentifiers {
  private static final int FROM_MAC = 0;
  private static final int NONE = 1;
  private static final int RANDOM = 3;

  private InterfaceIdentifiers() {}

  /// Whether identifiers are made of a secret.
  static boolean isStable(Ipv6Interface in) {
    return in.config().addrGenMode > NONE && secret(in) != null;
  }

  /// The identifier in a network.
  ///
  /// @param prefixHigh the first 64 bits of the network
  /// @param attempt how many addresses of the network were found to be taken
  /// @return 0 for none
  static long of(Ipv6Interface in, long prefixHigh, int attempt) {
    NetDevice device = in.device();
    Ipv6Address secret = in.config().addrGenMode > NONE ? secret(in) : null;
    if (secret != null) {
      long permanent = device.kind() == DeviceKind.PHYSICAL ? device.mac() : 0;
      return StableIdentifier.of(secret, prefixHigh, permanent, attempt);
    }
    if (in.config().addrGenMode > NONE) {
      return 0;
    }
    int shared = device.sharedMacId();
    return shared == 0
        ? Ipv6Address.eui64(device.mac())
        : Ipv6Address.linkLocal(device.mac(), shared).low();
  }

  /// Whether the interface makes itself a link-local address.
  static boolean makesLinkLocal(Ipv6Interface in) {
    return in.config().addrGenMode == FROM_MAC || isStable(in);
  }

  /// The interface's own secret, or that of all; one of chance is made when it is needed.
  private static @Nullable Ipv6Address secret(Ipv6Interface in) {
    Ipv6Address own = in.config().stableSecret;
    if (own == null && in.config().addrGenMode == RANDOM) {
      own = new Ipv6Address(in.stack().random().nextLong(), in.stack().random().nextLong());
      in.changeConfig().stableSecret = own;
    }
    return own != null ? own : in.stack().interfaces().defaults().stableSecret;
  }
}
