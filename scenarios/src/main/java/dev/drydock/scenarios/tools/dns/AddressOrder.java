package dev.drydock.scenarios.tools.dns;

import dev.drydock.core.ip.InterfaceAddress;
import dev.drydock.core.ip.Ipv4Interface;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.route.Flow;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.IpAddress;
import java.util.Comparator;
import java.util.List;

/// The order in which `getaddrinfo` gives addresses (RFC 6724 as glibc and musl have it): what has
/// no route comes last, IPv6 before IPv4, and with glibc an IPv4 address that shares more of its
/// bits with ours before others of the same subnet. So names with several addresses do not simply
/// take turns.
final class AddressOrder {
  private final Netns namespace;
  private final boolean musl;

  AddressOrder(Netns namespace, boolean musl) {
    this.namespace = namespace;
    this.musl = musl;
  }

  /// The addresses, the first to try first; equal ones stay as they come.
  List<IpAddress> sorted(List<IpAddress> addresses) {
    boolean isV4Only = addresses.stream().noneMatch(IpAddress::isV6);
    if (musl && isV4Only) {
      return List.copyOf(addresses);
    }
    return addresses.stream()
        .sorted(
            Comparator.comparing((IpAddress a) -> !isUsable(a))
                .thenComparing(a -> !a.isV6())
                .thenComparingInt(this::distance))
        .toList();
  }

  private boolean isUsable(IpAddress address) {
    if (!address.isV6()) {
      return route(address).route() != null;
    }
    return namespace.ipv6().fib().lookup(address.v6(), null) != null;
  }

  private Flow route(IpAddress address) {
    Flow flow = new Flow();
    flow.destination = address.v4();
    SendResult result = namespace.ipv4().route(flow);
    return result == SendResult.OK ? flow : new Flow();
  }

  /// The highest bit in which an address of our subnet differs from ours, 0 for all others (rule 9
  /// of glibc's `rfc3484_sort`).
  private int distance(IpAddress address) {
    if (address.isV6()) {
      return 0;
    }
    Flow flow = route(address);
    int difference = flow.source ^ flow.destination;
    for (var device : namespace.devices()) {
      Ipv4Interface in = namespace.ipv4().interfaces().find(device);
      for (InterfaceAddress own : in == null ? List.<InterfaceAddress>of() : in.addresses()) {
        if (own.address() == flow.source && own.prefix().contains(address.v4())) {
          return Integer.SIZE - Integer.numberOfLeadingZeros(difference);
        }
      }
    }
    return 0;
  }
}
