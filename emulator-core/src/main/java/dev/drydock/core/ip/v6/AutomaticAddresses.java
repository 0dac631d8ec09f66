package dev.drydock.core.ip.v6;

import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Ipv6Prefix;

/// The addresses an interface gives itself (Linux `addrconf_addr_gen`,
/// `addrconf_prefix_rcv_add_addr`, `addrconf_dad_failure`).
final class AutomaticAddresses {
  /// idgen_retries.
  private static final int RETRIES_MAX = 3;

  private final Ipv6Interfaces interfaces;

  AutomaticAddresses(Ipv6Interfaces interfaces) {
    this.interfaces = interfaces;
  }

  /// Gives an interface its own link-local address.
  void addLinkLocal(Ipv6Interface in) {
    if (!InterfaceIdentifiers.makesLinkLocal(in)) {
      return;
    }
    long high = Ipv6Prefix.LINK_LOCAL.address().high();
    long low = InterfaceIdentifiers.of(in, high, in.failures(high));
    Ipv6Prefix own = new Ipv6Prefix(new Ipv6Address(high, low), Ipv6Prefix.LINK_LOCAL.length());
    boolean stable = InterfaceIdentifiers.isStable(in);
    Ipv6InterfaceAddress.Origin origin = Ipv6InterfaceAddress.Origin.forever(false, stable);
    interfaces.addAddress(in.device(), own, origin);
  }

  /// An identifier that was made of a secret and is taken gives way to the next one.
  void tryAnother(Ipv6Interface in, Ipv6InterfaceAddress taken) {
    long high = taken.address().high();
    int attempt = in.countFailure(high);
    if (attempt > RETRIES_MAX) {
      return;
    }
    long low = InterfaceIdentifiers.of(in, high, attempt);
    Ipv6Prefix next = new Ipv6Prefix(new Ipv6Address(high, low), taken.prefix().length());
    AddressLifetime lifetime = taken.lifetime();
    Ipv6InterfaceAddress.Origin origin =
        lifetime == null
            ? Ipv6InterfaceAddress.Origin.forever(false, true)
            : new Ipv6InterfaceAddress.Origin(
                false,
                taken.isManaged(),
                true,
                lifetime.validSeconds(),
                lifetime.preferredSeconds());
    interfaces.addAutomatic(in, next, origin);
  }
}
