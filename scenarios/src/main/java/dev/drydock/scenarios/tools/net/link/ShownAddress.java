package dev.drydock.scenarios.tools.net.link;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.InterfaceAddress;
import dev.drydock.core.ip.v6.AddressLifetime;
import dev.drydock.core.ip.v6.Ipv6Interface;
import dev.drydock.core.ip.v6.Ipv6InterfaceAddress;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.core.wire.RouterAdvertisement;
import dev.drydock.scenarios.tools.net.iproute.Fields;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import java.util.ArrayList;
import java.util.List;

/// An address of a device, of either family, as far as it is shown.
///
/// @param cidr the address with the length of its network, or of the other end's
/// @param peer the other end, empty for none
/// @param metric of the route of its network
/// @param broadcast the broadcast address, empty for none
/// @param scope the word of its scope
/// @param flags words such as `secondary` and `tentative`, in the order of showing
/// @param label the label of an IPv4 address, else empty
/// @param valid how long it is good: `forever`, or seconds such as `43199sec`
/// @param preferred how long it is used for new connections
public record ShownAddress(
    IpPrefix cidr,
    String peer,
    int metric,
    String broadcast,
    String scope,
    List<String> flags,
    String label,
    String valid,
    String preferred) {
  private static final String FOREVER = "forever";

  /// Copies the list.
  public ShownAddress {
    flags = List.copyOf(flags);
  }

  /// The addresses of a device in a namespace, IPv4 first.
  public static List<ShownAddress> of(IpContext context, NetDevice device) {
    List<ShownAddress> addresses = new ArrayList<>();
    for (InterfaceAddress address :
        context.namespace().ipv4().interfaces().of(device).addresses()) {
      int broadcast = address.broadcast();
      long now = device.softnet().loop().nowNanos();
      Ipv4Prefix peer = address.details().peer();
      addresses.add(
          new ShownAddress(
              new IpPrefix(IpAddress.v4(address.address()), address.network().length()),
              peer == null ? "" : peer.toString(),
              address.details().metric(),
              broadcast == 0 ? "" : Ipv4Address.format(broadcast),
              address.scope().word(),
              flags(address, now),
              address.label(),
              address.isDynamic() ? left(address.endNanos(), now) + "sec" : FOREVER,
              address.isDynamic() ? preferred(address, now) : FOREVER));
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
        0,
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

  private static List<String> flags(InterfaceAddress address, long nowNanos) {
    List<String> flags = new ArrayList<>();
    add(flags, "secondary", address.secondary());
    boolean limited = address.isDynamic();
    add(flags, "deprecated", limited && preferred(address, nowNanos).equals("0sec"));
    add(flags, "dynamic", limited);
    add(flags, "noprefixroute", address.details().noNetworkRoute());
    add(flags, "autojoin", address.details().joinsGroup());
    return flags;
  }

  private static long left(long endNanos, long nowNanos) {
    return Math.max(0, endNanos - nowNanos + Nanos.SECOND - 1) / Nanos.SECOND;
  }

  /// An address of which nothing else is said is preferred to its end.
  private static String preferred(InterfaceAddress address, long nowNanos) {
    long until = address.details().preferredNanos();
    return left(until < 0 ? address.endNanos() : until, nowNanos) + "sec";
  }

  /// [IpContext#INET] or [IpContext#INET6].
  public int family() {
    return cidr.address().isV6() ? IpContext.INET6 : IpContext.INET;
  }

  /// The lines of `ip addr` without the end of the last, and the object (`print_addrinfo`).
  public Fields full(String newLine) {
    Fields fields = new Fields();
    fields.add("family", cidr.address().isV6() ? "inet6" : "inet", "    ", " ");
    fields.say(named() + " ").put("local", cidr.address().toString());
    if (!peer.isEmpty()) {
      fields.put("address", peer.replaceFirst("/.*", ""));
    }
    fields.put("prefixlen", cidr.length());
    if (metric != 0) {
      fields.add("metric", "metric", metric);
    }
    if (!broadcast.isEmpty()) {
      fields.add("broadcast", "brd", broadcast);
    }
    fields.add("scope", "scope", scope);
    flags.forEach(flag -> fields.say(flag + " ").put(flag, true));
    if (!label.isEmpty()) {
      fields.add("label", label, "", "");
    }
    fields.say(newLine + "       valid_lft " + valid + " preferred_lft " + preferred);
    return fields
        .put("valid_life_time", seconds(valid))
        .put("preferred_life_time", seconds(preferred));
  }

  private static long seconds(String lifetime) {
    return lifetime.equals(FOREVER)
        ? RouterAdvertisement.INFINITE_SECONDS
        : Long.parseLong(lifetime.replace("sec", ""));
  }

  private String named() {
    return peer.isEmpty() ? cidr.toString() : cidr.address() + " peer " + peer;
  }

  /// The word of `ip -br addr`, and its object.
  Fields brief() {
    Fields fields = new Fields().put("local", cidr.address().toString());
    fields.say(named() + " ").put("prefixlen", cidr.length());
    if (metric != 0) {
      fields.add("metric", "metric", metric);
    }
    return fields;
  }
}
