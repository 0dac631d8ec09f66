package dev.drydock.core.ip.v6;

import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Jiffies;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.Mac;

/// Duplicate address detection of a namespace: whether somebody on the link has an address already,
/// and what is told of those that are ours (RFC 4862 section 5.4; Linux `net/ipv6/addrconf.c`,
/// `addrconf_dad_*`).
final class DuplicateDetection {
  /// rtr_solicit_delay: detection begins at a random time within 1 s (`addrconf_dad_kick`).
  private static final long DELAY_NANOS_MAX = 1_000_000_000L;

  /// retrans_time, 1 s, times dad_transmits, 1.
  private static final long DETECTION_NANOS = 1_000_000_000L;

  private final Ipv6Interfaces interfaces;
  private final Ipv6Stack stack;
  private final EventLoop loop;
  private final RandomStream random;

  /// @param random where the delays come from
  DuplicateDetection(Ipv6Interfaces interfaces, Ipv6Stack stack, RandomStream random) {
    this.interfaces = interfaces;
    this.stack = stack;
    this.loop = stack.loop();
    this.random = random;
  }

  /// Begins detection where the link is there (`addrconf_dad_begin`): an address without it, and
  /// one of the loopback device or of a device without neighbour discovery, is usable at once. The
  /// latter have no group of the neighbours that solicit (`addrconf_join_solict`).
  void begin(Ipv6InterfaceAddress address) {
    Ipv6Interface in = address.owner();
    if (!address.isTentative() || address.isPending() || address.isDuplicate()) {
      return;
    }
    boolean isMute = in.device().isNoArp();
    if (address.joinsItsGroup() && !isMute) {
      in.join(address.address().solicitedNode());
    }
    boolean unasked = isMute || address.isWithoutDad() || !in.config().asksForDoubles();
    if (unasked || in.device().kind() == DeviceKind.LOOPBACK) {
      ended(address);
    } else if (in.isReady()) {
      long now = loop.nowNanos();
      long delay = random.nextLong(DELAY_NANOS_MAX);
      address.setNonce(random.nextLong() >>> 16);
      loop.schedule(address, Jiffies.expiryNanos(now, now + delay));
    }
  }

  /// Asks whether somebody has an address.
  void ask(Ipv6InterfaceAddress address) {
    long now = loop.nowNanos();
    loop.schedule(address, Jiffies.expiryNanos(now, now + DETECTION_NANOS));
    stack.discovery().probe(address);
  }

  /// Somebody has an address that was to become ours; it stays tentative (`addrconf_dad_failure`).
  ///
  /// @param mac who has it
  void found(Ipv6InterfaceAddress address, long mac) {
    loop.cancel(address);
    address.makeDuplicate();
    Ipv6Interface in = address.owner();
    String found = "IPv6: " + in.device().name() + ": IPv6 duplicate address " + address.address();
    stack.log(found + " used by " + Mac.format(mac) + " detected!");
    if (address.isStable()) {
      interfaces.automatic().tryAnother(in, address);
    }
  }

  /// Nobody has the address (`addrconf_dad_completed`): its own route appears.
  void ended(Ipv6InterfaceAddress address) {
    interfaces.makeUsable(address);
    Ipv6Interface in = address.owner();
    if (notifies(in)) {
      stack.discovery().announce(address);
    }
    boolean first =
        in.addresses().stream()
            .noneMatch(a -> a != address && a.scope() == Scope.LINK && !a.isTentative());
    if (address.scope() == Scope.LINK && first && in.device().kind() != DeviceKind.LOOPBACK) {
      in.linkLocalUsable();
    }
  }

  /// With ndisc_notify everybody is told of a new MAC.
  void announce(Ipv6Interface in) {
    for (Ipv6InterfaceAddress address : in.addresses()) {
      if (notifies(in) && in.device().isUp() && !address.isTentative()) {
        stack.discovery().announce(address);
      }
    }
  }

  private boolean notifies(Ipv6Interface in) {
    boolean wanted = in.config().ndiscNotify || interfaces.all().ndiscNotify;
    return wanted && in.device().kind() != DeviceKind.LOOPBACK;
  }
}
