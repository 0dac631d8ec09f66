package dev.drydock.core.ip.v6;

import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.route.Ipv6Fib;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.wire.Ipv6Address;

/// The anycast addresses of the routers of a network (Linux `addrconf_join_anycast`).
final class RouterAnycast {
  /// Networks with fewer host bits have no anycast address for their routers (RFC 6164).
  private static final int LENGTH_MAX = 126;

  private final Ipv6Fib fib;

  RouterAnycast(Ipv6Fib fib) {
    this.fib = fib;
  }

  /// A router also answers for the first address of its networks (RFC 4291 section 2.6.1).
  void join(Ipv6InterfaceAddress address) {
    if (hasAnycast(address)) {
      Ipv6Address anycast = address.prefix().masked().address();
      NetDevice device = address.owner().device();
      fib.append(Ipv6Route.own(anycast, RouteType.ANYCAST, device));
      address.owner().join(anycast.solicitedNode());
    }
  }

  void leave(Ipv6InterfaceAddress address) {
    if (hasAnycast(address)) {
      Ipv6Address anycast = address.prefix().masked().address();
      Ipv6Interface in = address.owner();
      in.leave(anycast.solicitedNode());
      boolean needed =
          in.addresses().stream()
              .anyMatch(a ->
                  !a.isTentative()
                      && a != address
                      && hasAnycast(a)
                      && a.prefix().masked().address().equals(anycast));
      if (!needed) {
        fib.removeIf(r -> r.equals(Ipv6Route.own(anycast, RouteType.ANYCAST, in.device())));
      }
    }
  }

  private static boolean hasAnycast(Ipv6InterfaceAddress address) {
    return address.prefix().length() <= LENGTH_MAX
        && address.owner().device().kind() != DeviceKind.LOOPBACK;
  }
}
