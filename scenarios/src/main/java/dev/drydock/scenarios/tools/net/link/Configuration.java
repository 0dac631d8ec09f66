package dev.drydock.scenarios.tools.net.link;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.InterfaceAddress;
import dev.drydock.core.ip.Interfaces;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.ip.v6.Ipv6InterfaceAddress;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.core.wire.Ipv6Prefix;
import dev.drydock.scenarios.tools.net.iproute.NetErrno;
import org.jspecify.annotations.Nullable;

/// The kernel's side of configuration requests about addresses: each changes the model or says why
/// not. `ip`, `ifconfig` and `route` share it.
final class Configuration {
  private final Netns namespace;

  Configuration(Netns namespace) {
    this.namespace = namespace;
  }

  /// An address to add.
  ///
  /// @param broadcast its broadcast address, 0 for none
  /// @param label its label, empty for the device's name
  /// @param origin what more is said of an IPv6 address
  record NewAddress(
      IpPrefix cidr, int broadcast, String label, Ipv6InterfaceAddress.Origin origin, Said said) {}

  /// What else may be said of an IPv4 address.
  ///
  /// @param scope null for the usual one
  record Said(@Nullable Scope scope, InterfaceAddress.Details details) {}

  /// Adds an address (`inet_rtm_newaddr`, `inet6_rtm_newaddr`).
  NetErrno addAddress(NetDevice device, NewAddress address) {
    IpPrefix cidr = address.cidr();
    if (cidr.address().isV6()) {
      return switch (namespace
          .ipv6()
          .interfaces()
          .addAddress(device, prefix6(cidr), address.origin())) {
        case YES -> NetErrno.OK;
        case EXISTS -> NetErrno.EXISTS.saying("ipv6: address already assigned");
        case DISABLED -> NetErrno.ACCESS.saying("ipv6: IPv6 is disabled on this device");
        case NO_INTERFACE -> NetErrno.NO_BUFFERS;
      };
    }
    if (!device.addressError(cidr.address()).isEmpty()) {
      return NetErrno.ADDRESS_IN_USE.saying("Address already assigned to an ipvlan device");
    }
    Interfaces interfaces = namespace.ipv4().interfaces();
    Ipv4Prefix own = prefix(cidr);
    Scope usual = (own.address() >>> 24) == 127 ? Scope.HOST : Scope.GLOBAL;
    Scope said = address.said().scope();
    String label = address.label().isEmpty() ? device.name() : address.label();
    InterfaceAddress wanted =
        new InterfaceAddress(
            own,
            address.broadcast(),
            said == null ? usual : said,
            label,
            false,
            Long.MAX_VALUE,
            address.said().details());
    if (!interfaces.addAddress(device, wanted)) {
      return NetErrno.EXISTS.saying("ipv4: Address already assigned");
    }
    if (wanted.details().joinsGroup()) {
      namespace.ipv4().join(device, own.address());
    }
    return NetErrno.OK;
  }

  /// Removes an address (`inet_rtm_deladdr`, `inet6_rtm_deladdr`).
  ///
  /// @param exact whether the length of the network must be the same
  NetErrno deleteAddress(NetDevice device, IpPrefix cidr, boolean exact) {
    if (cidr.address().isV6()) {
      return namespace.ipv6().interfaces().removeAddress(device, prefix6(cidr))
          ? NetErrno.OK
          : NetErrno.ADDRESS_NOT_AVAILABLE.saying("ipv6: address not found");
    }
    Interfaces interfaces = namespace.ipv4().interfaces();
    for (InterfaceAddress address : interfaces.of(device).addresses()) {
      boolean same = address.address() == cidr.address().v4();
      if (same && (!exact || address.prefix().length() == cidr.length())) {
        interfaces.removeAddress(device, address.prefix());
        if (address.details().joinsGroup()) {
          namespace.ipv4().leave(device, address.address());
        }
        return NetErrno.OK;
      }
    }
    return NetErrno.ADDRESS_NOT_AVAILABLE.saying("ipv4: Address not found");
  }

  private static Ipv6Prefix prefix6(IpPrefix cidr) {
    return new Ipv6Prefix(cidr.address().v6(), cidr.length());
  }

  private static Ipv4Prefix prefix(IpPrefix cidr) {
    return new Ipv4Prefix(cidr.address().v4(), cidr.length());
  }
}
