package dev.drydock.core.device;

import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Mac;

/// What a bridge keeps a group under (Linux `struct br_ip`): an IPv4 or IPv6 group or a MAC, in a
/// VLAN, and for some entries made by hand a source.
///
/// @param kind which of the three
/// @param high the upper half of an IPv6 group, else 0
/// @param low the lower half of an IPv6 group, the IPv4 group or the MAC
/// @param vlan the VLAN, 0 in a bridge that does not filter
/// @param source the one source an entry is for; empty for all of them
public record GroupAddress(Kind kind, long high, long low, int vlan, String source) {
  /// What sort of address it is.
  public enum Kind {
    /// An IPv4 group.
    IPV4,
    /// An IPv6 group.
    IPV6,
    /// A MAC.
    MAC
  }

  private static final long INT_MASK = 0xffff_ffffL;

  /// An IPv4 group.
  public static GroupAddress of(int group, int vlan) {
    return new GroupAddress(Kind.IPV4, 0, group & INT_MASK, vlan, "");
  }

  /// An IPv6 group.
  public static GroupAddress of(Ipv6Address group, int vlan) {
    return new GroupAddress(Kind.IPV6, group.high(), group.low(), vlan, "");
  }

  /// A MAC.
  public static GroupAddress ofMac(long mac, int vlan) {
    return new GroupAddress(Kind.MAC, 0, mac, vlan, "");
  }

  /// The same for one source alone.
  public GroupAddress from(String oneSource) {
    return new GroupAddress(kind, high, low, vlan, oneSource);
  }

  /// The address without the VLAN, as it is written.
  public String text() {
    return switch (kind) {
      case IPV4 -> Ipv4Address.format((int) low);
      case IPV6 -> new Ipv6Address(high, low).toString();
      case MAC -> Mac.format(low);
    };
  }
}
