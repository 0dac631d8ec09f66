package dev.drydock.scenarios.tools.net;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.AddressLifetime;
import dev.drydock.core.ip.InterfaceAddress;
import dev.drydock.core.ip.Ipv6Interface;
import dev.drydock.core.ip.Ipv6InterfaceAddress;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.RouterAdvertisement;
import java.util.ArrayList;
import java.util.List;

/// An address of a device, of either family, as far as it is shown.
///
/// @param cidr the address with the length of its network
/// @param broadcast the broadcast address, empty for none
/// @param scope the word of its scope
/// @param flags words such as `secondary` and `tentative`, in the order of showing
/// @param label the label of an IPv4 address, else empty
/// @param valid how long it is good: `forever`, or seconds such as `43199sec`
/// @param preferred how long it is used for new connections
record ShownAddress(
    IpPrefix cidr,
    String broadcast,
    String scope,
    List<String> flags,
    String label,
    String valid,
    String preferred) {
  private static final String FOREVER = "forever";

  ShownAddress {
    flags = List.copyOf(flags);
  }

  /// The addresses of a device in a namespace, IPv4 first.
  static List<ShownAddress> of(IpContext context, NetDevice device) {
    List<ShownAddress> addresses = new ArrayList<>();
    for (InterfaceAddress address :
        context.namespace().ipv4().interfaces().of(device).addresses()) {
      int broadcast = address.broadcast();
      String lifetime = lifetime(address, device.softnet().loop().nowNanos());
      addresses.add(
          new ShownAddress(
              new IpPrefix(IpAddress.v4(address.address()), address.prefix().length()),
              broadcast == 0 ? "" : Ipv4Address.format(broadcast),
              address.scope().word(),
              flags(address),
              address.label(),
              lifetime,
              lifetime));
    }
    Ipv6Interface ipv6 = context.namespace().ipv6().interfaces().find(device);
    if (ipv6 != null) {
      ipv6.addresses().forEach(address -> addresses.add(of(address)));
    }
    return addresses;
  }

  private static ShownAddress of(Ipv6InterfaceAddress address) {
    AddressLifetime lifetime = address.lifetime();
    return new ShownAddress(
        new IpPrefix(IpAddress.of(address.address()), address.prefix().length()),
        "",
        address.scope().word(),
        flags(address),
        "",
        lifetime == null ? FOREVER : lifetime(lifetime.validSeconds()),
        lifetime == null ? FOREVER : lifetime(lifetime.preferredSeconds()));
  }

  /// In the order of `ifa_flag_data`.
  private static List<String> flags(Ipv6InterfaceAddress address) {
    List<String> flags = new ArrayList<>();
    add(flags, "nodad", address.isWithoutDad());
    add(flags, "dadfailed", address.isDuplicate());
    add(flags, "deprecated", address.isDeprecated());
    add(flags, "tentative", address.isTentative());
    add(flags, "dynamic", address.isDynamic());
    add(flags, "mngtmpaddr", address.isManaged());
    add(flags, "stable-privacy", address.isStable());
    return flags;
  }

  private static void add(List<String> flags, String word, boolean is) {
    if (is) {
      flags.add(word);
    }
  }

  private static String lifetime(long seconds) {
    return seconds == RouterAdvertisement.INFINITE_SECONDS ? FOREVER : seconds + "sec";
  }

  private static List<String> flags(InterfaceAddress address) {
    List<String> flags = new ArrayList<>();
    if (address.secondary()) {
      flags.add("secondary");
    }
    if (address.isDynamic()) {
      flags.add("dynamic");
    }
    return flags;
  }

  private static String lifetime(InterfaceAddress address, long nowNanos) {
    return address.isDynamic() ? (address.endNanos() - nowNanos) / 1_000_000_000L + "sec" : FOREVER;
  }

  /// [IpContext#INET] or [IpContext#INET6].
  int family() {
    return cidr.address().isV6() ? IpContext.INET6 : IpContext.INET;
  }

  /// The lines of `ip addr` without the end of the last (`print_addrinfo`).
  String full(String newLine) {
    StringBuilder line = new StringBuilder();
    line.append(cidr.address().isV6() ? "    inet6 " : "    inet ").append(cidr).append(' ');
    if (!broadcast.isEmpty()) {
      line.append("brd ").append(broadcast).append(' ');
    }
    line.append("scope ").append(scope).append(' ');
    for (String flag : flags) {
      line.append(flag).append(' ');
    }
    line.append(label).append(newLine);
    return line.append("       valid_lft " + valid + " preferred_lft " + preferred).toString();
  }

  /// The word of `ip -br addr`.
  String brief() {
    return cidr + " ";
  }
}
