package dev.drydock.core.ip.v6;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.neighbour.Neighbour;
import dev.drydock.core.ip.neighbour.NudState;
import dev.drydock.core.ip.route.Ipv6Fib;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Ipv6Prefix;
import dev.drydock.core.wire.RouterAdvertisement;
import org.jspecify.annotations.Nullable;

/// What a host makes of router advertisements: default routes, networks of the link, addresses of
/// its own, the MTU (RFC 4861 section 6.3, RFC 4862 section 5.5; Linux `ndisc_router_discovery`,
/// `addrconf_prefix_rcv`).
final class RouterDiscovery {
  /// MIN_VALID_LIFETIME: an advertisement does not shorten an address's life below two hours.
  private static final long VALID_SECONDS_MIN = 7200;

  /// Identifiers have 64 bits.
  private static final int NETWORK_LENGTH = 64;

  /// The protocol of routes from advertisements, as it is shown.
  private static final String PROTOCOL = "ra";

  private final Ipv6Stack stack;
  private final Ipv6Fib fib;

  RouterDiscovery(Ipv6Stack stack) {
    this.stack = stack;
    this.fib = stack.fib();
    fib.choose(this::isBetter);
  }

  // ---- routers ---------------------------------------------------------------------------

  /// A router tells of itself.
  void heardRouter(Ipv6Interface in, Ipv6Address from, RouterAdvertisement told) {
    if (!in.config().acceptRaDefaultRouter) {
      return;
    }
    RouterAdvertisement.Router router = told.router();
    Ipv6Route old = defaultRoute(in, from);
    if (old != null && router.lifetimeSeconds() == 0) {
      fib.removeIf(route -> route == old);
    }
    if (router.hopLimit() != 0) {
      in.changeConfig().hopLimit = router.hopLimit();
    }
    if (router.lifetimeSeconds() == 0) {
      return;
    }
    long end = stack.loop().nowNanos() + router.lifetimeSeconds() * Nanos.SECOND;
    int mtu = old == null ? 0 : old.extras().mtuBytes();
    int hopLimit =
        router.hopLimit() == 0 && old != null ? old.extras().hopLimit() : router.hopLimit();
    int preference = in.config().acceptRaPreference ? preference(router.preference()) : 0;
    Ipv6Route.Extras extras = Ipv6Route.Extras.ofRouter(end, preference, mtu, hopLimit);
    if (old == null) {
      fib.append(newRoute(in.device(), from, extras));
    } else {
      fib.replace(old, old.with(extras));
    }
  }

  private static Ipv6Route newRoute(NetDevice device, Ipv6Address from, Ipv6Route.Extras extras) {
    return new Ipv6Route(
        Ipv6Prefix.ANY,
        RouteType.UNICAST,
        device,
        from,
        Ipv6Route.USER_METRIC,
        PROTOCOL,
        Route.MAIN_TABLE,
        extras);
  }

  private static int preference(int bits) {
    return switch (bits) {
      case 1 -> 1;
      case 3 -> -1;
      default -> 0; // 2 is reserved and counts as medium
    };
  }

  private @Nullable Ipv6Route defaultRoute(Ipv6Interface in, Ipv6Address router) {
    for (Ipv6Route route : fib.routes(Route.MAIN_TABLE)) {
      if (route.protocol().equals(PROTOCOL)
          && route.destination().length() == 0
          && route.device() == in.device()
          && router.equals(route.gateway())) {
        return route;
      }
    }
    return null;
  }

  /// A neighbour is no router any more (`rt6_clean_tohost`).
  void isNone(Ipv6Interface in, Ipv6Address router) {
    Ipv6Route route = defaultRoute(in, router);
    if (route != null) {
      fib.removeIf(other -> other == route);
    }
  }

  /// Forwarding was switched on: a router needs no routers, unless it wants to hear of them
  /// (`rt6_purge_dflt_routers`).
  void purge(Ipv6Interface in) {
    if (in.config().acceptRa != 2) {
      fib.removeIf(route -> route.protocol().equals(PROTOCOL) && route.device() == in.device());
    }
  }

  /// Among routers one that answers is better, then one that is preferred (`rt6_score_route`).
  private boolean isBetter(Ipv6Route route, Ipv6Route than) {
    if (route.extras().preference() == than.extras().preference() && answers(than)) {
      return false;
    }
    if (answers(route) != answers(than)) {
      return answers(route);
    }
    return route.extras().preference() > than.extras().preference();
  }

  private boolean answers(Ipv6Route route) {
    NetDevice device = route.device();
    Neighbour neighbour =
        device == null
            ? null
            : stack.neighbours().lookup(device, route.gatewayHigh(), route.gatewayLow());
    return neighbour == null || neighbour.state() != NudState.FAILED;
  }

  /// A router tells the MTU of the link.
  void heardMtu(Ipv6Interface in, Ipv6Address from, int mtuBytes) {
    boolean fits = mtuBytes >= Ipv6.MTU_BYTES_MIN && mtuBytes <= in.device().mtuBytes();
    if (!fits || in.mtuBytes() == mtuBytes) {
      return;
    }
    in.changeConfig().mtuBytes = mtuBytes;
    Ipv6Route route = defaultRoute(in, from);
    if (route != null) {
      fib.replace(route, route.with(route.extras().withMtu(mtuBytes)));
    }
  }

  // ---- networks --------------------------------------------------------------------------

  /// A router tells of a network of the link.
  void heardPrefix(Ipv6Interface in, RouterAdvertisement.Prefix told) {
    Ipv6Address network = told.prefix().address();
    boolean strange = network.isLinkLocal() || network.isMulticast();
    if (strange || told.preferredSeconds() > told.validSeconds()) {
      return;
    }
    if (told.onLink()) {
      network(in.device(), told);
    }
    boolean wanted = told.autonomous() && in.config().autoconf;
    if (wanted && told.prefix().length() == NETWORK_LENGTH) {
      configure(in, told);
    }
  }

  /// The network is behind the device as long as it is valid.
  private void network(NetDevice device, RouterAdvertisement.Prefix told) {
    Ipv6Route plain = Ipv6Route.network(told.prefix().masked(), device);
    if (told.validSeconds() == 0) {
      fib.removeIf(route -> route.expires() && route.isSameWay(plain));
      return;
    }
    boolean ends = told.validSeconds() != RouterAdvertisement.INFINITE_SECONDS;
    long end =
        ends
            ? stack.loop().nowNanos() + told.validSeconds() * Nanos.SECOND
            : Ipv6Route.Extras.NONE.expiresNanos();
    fib.append(plain.with(Ipv6Route.Extras.NONE.until(end)));
  }

  /// An address of one's own in the network is made, or lives on (`addrconf_prefix_rcv_add_addr`).
  private void configure(Ipv6Interface in, RouterAdvertisement.Prefix told) {
    Ipv6InterfaceAddress own = ownIn(in, told.prefix());
    if (own != null) {
      prolong(own, told);
      return;
    }
    int most = in.config().maxAddresses;
    if (told.validSeconds() == 0 || (most > 0 && in.addresses().size() >= most)) {
      return;
    }
    long high = told.prefix().address().high();
    long low = InterfaceIdentifiers.of(in, high, in.failures(high));
    boolean stable = InterfaceIdentifiers.isStable(in);
    if (low == 0) {
      return;
    }
    Ipv6InterfaceAddress.Origin origin =
        new Ipv6InterfaceAddress.Origin(
            false, true, stable, told.validSeconds(), told.preferredSeconds());
    Ipv6Prefix address = new Ipv6Prefix(new Ipv6Address(high, low), NETWORK_LENGTH);
    stack.interfaces().addAutomatic(in, address, origin);
  }

  private static @Nullable Ipv6InterfaceAddress ownIn(Ipv6Interface in, Ipv6Prefix network) {
    for (Ipv6InterfaceAddress address : in.addresses()) {
      boolean inside = network.contains(address.address().high(), address.address().low());
      if (address.isManaged() && inside) {
        return address;
      }
    }
    return null;
  }

  private static void prolong(Ipv6InterfaceAddress own, RouterAdvertisement.Prefix told) {
    AddressLifetime lifetime = own.lifetime();
    long left = lifetime == null ? RouterAdvertisement.INFINITE_SECONDS : lifetime.validSeconds();
    long least = Math.min(left, VALID_SECONDS_MIN);
    own.setLifetime(Math.max(told.validSeconds(), least), told.preferredSeconds());
  }
}
