package dev.drydock.core.ip;

import dev.drydock.core.device.DeviceChange;
import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Jiffies;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Ipv6Prefix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The IPv6 side of a namespace's devices: addresses come and go here, and with them routes and
/// multicast groups (Linux `net/ipv6/addrconf.c`).
///
/// ```
///   device up and carrier --> fe80::/64 address, tentative --1..2 s--> usable --> its own route,
///                                                |                     asks for routers
///                                                '--> asks whether somebody has it
///                         --> routes fe80::/64 and ff00::/8
///   device down           --> all addresses and routes gone
/// ```
public final class Ipv6Interfaces {
  /// The smallest MTU IPv6 works with (RFC 8200 section 5).
  private static final int MTU_BYTES_MIN = 1280;

  /// rtr_solicit_delay: detection begins at a random time within 1 s (`addrconf_dad_kick`).
  private static final long DELAY_NANOS_MAX = 1_000_000_000L;

  /// retrans_time, 1 s, times dad_transmits, 1.
  private static final long DETECTION_NANOS = 1_000_000_000L;

  /// Networks with fewer host bits have no anycast address for their routers (RFC 6164).
  private static final int ANYCAST_LENGTH_MAX = 126;

  private final Ipv6Stack stack;
  private final EventLoop loop;
  private final Ipv6Fib fib;
  private final RandomStream random;
  private final Ipv6Config all = new Ipv6Config();
  private Ipv6Config defaults = new Ipv6Config();

  /// In the order of the devices' indexes.
  private final List<Ipv6Interface> list = new ArrayList<>(2);

  /// A namespace without devices.
  ///
  /// @param random where the delays of duplicate address detection come from
  Ipv6Interfaces(Ipv6Stack stack, RandomStream random) {
    this.stack = stack;
    this.loop = stack.loop();
    this.fib = stack.fib();
    this.random = random;
  }

  /// `net.ipv6.conf.all`.
  public Ipv6Config all() {
    return all;
  }

  /// `net.ipv6.conf.default`: what a new device starts with. Devices share it until they differ.
  public Ipv6Config defaults() {
    return defaults;
  }

  /// `net.ipv6.conf.default`, to be changed; the devices there are stay as they are.
  public Ipv6Config changeDefaults() {
    defaults = defaults.copy();
    return defaults;
  }

  /// The interface of a device of this namespace; null when IPv6 does not know the device.
  public @Nullable Ipv6Interface find(NetDevice device) {
    return device.protocolData(true) instanceof Ipv6Interface in && in.stack() == stack ? in : null;
  }

  /// A device comes into the namespace (`ipv6_add_dev`): it joins the group of all nodes at once.
  public void add(NetDevice device) {
    if (device.mtuBytes() < MTU_BYTES_MIN) {
      return;
    }
    Ipv6Interface in = new Ipv6Interface(stack, device, defaults);
    int at = list.size();
    while (at > 0 && list.get(at - 1).device().index() > device.index()) {
      at--;
    }
    list.add(at, in);
    device.setProtocolData(true, in);
    in.join(Ipv6Address.ALL_NODES);
    if (in.config().forwarding && device.kind() != DeviceKind.LOOPBACK) {
      in.join(Ipv6Address.ALL_ROUTERS);
    }
  }

  /// A device leaves the namespace.
  public void remove(NetDevice device) {
    Ipv6Interface in = find(device);
    if (in != null) {
      list.remove(in);
      device.setProtocolData(true, null);
      forget(in);
      in.groups().tell(false);
      in.silence();
    }
  }

  /// A bridge joins the group of all snoopers.
  public void joinSnoopers(NetDevice bridge) {
    Ipv6Interface in = find(bridge);
    if (in != null) {
      in.join(Ipv6Address.ALL_SNOOPERS);
    }
  }

  /// A bridge leaves the group of all snoopers.
  public void leaveSnoopers(NetDevice bridge) {
    Ipv6Interface in = find(bridge);
    if (in != null) {
      in.leave(Ipv6Address.ALL_SNOOPERS);
    }
  }

  /// A device of the namespace changed (`addrconf_notify`).
  public void changed(NetDevice device, DeviceChange change) {
    Ipv6Interface in = find(device);
    if (in == null) {
      return;
    }
    switch (change) {
      case UP -> {
        in.groups().tell(true);
        in.reportAll();
        addNetworkRoutes(in);
        becomeReady(in);
      }
      case CARRIER -> becomeReady(in);
      case DOWN -> {
        forget(in);
        in.groups().tell(false);
        in.silence();
      }
      case ADDRESS, MTU -> {}
    }
  }

  /// The link is there for the first time since the device went up: it gets its link-local address,
  /// and detection begins for all.
  private void becomeReady(Ipv6Interface in) {
    NetDevice device = in.device();
    if (in.config().disableIpv6 || in.isReady() || !device.isRunning()) {
      return;
    }
    in.setReady(true);
    if (device.kind() == DeviceKind.LOOPBACK) {
      addAddress(device, Ipv6Prefix.of(Ipv6Address.LOOPBACK), false);
      return;
    }
    fib.append(Ipv6Route.network(Ipv6Prefix.MULTICAST, device));
    if (in.config().addrGenMode == 0) {
      int shared = device.sharedMacId();
      Ipv6Address own =
          shared == 0
              ? Ipv6Address.linkLocal(device.mac())
              : Ipv6Address.linkLocal(device.mac(), shared);
      addAddress(device, new Ipv6Prefix(own, Ipv6Prefix.LINK_LOCAL.length()), false);
    }
    for (Ipv6InterfaceAddress address : in.addresses()) {
      beginDetection(address);
    }
  }

  /// What an attempt to add an address comes to.
  public enum Added {
    /// It is there.
    YES,
    /// The device has it already.
    EXISTS,
    /// IPv6 is switched off for the device.
    DISABLED,
    /// IPv6 does not know the device.
    NO_INTERFACE
  }

  /// The interfaces in the order of their indices, or that of one device only.
  List<Ipv6Interface> on(@Nullable NetDevice device) {
    if (device == null) {
      return List.copyOf(list);
    }
    Ipv6Interface in = find(device);
    return in == null ? List.of() : List.of(in);
  }

  /// The device with an index; null when IPv6 does not know it.
  @Nullable NetDevice byIndex(int index) {
    for (Ipv6Interface in : list) {
      if (in.device().index() == index) {
        return in.device();
      }
    }
    return null;
  }

  /// Whether an address is a usable one of this namespace.
  boolean isOwn(long high, long low) {
    Ipv6Route route = fib.lookup(high, low, null);
    return route != null && route.type() == RouteType.LOCAL;
  }

  /// Whether an interface answers for an address as one of several.
  boolean isAnycast(Ipv6Interface in, long high, long low) {
    Ipv6Route route = fib.lookup(high, low, in.device());
    return route != null && route.type() == RouteType.ANYCAST;
  }

  /// Adds an address (`inet6_addr_add`).
  ///
  /// @param noDad whether to use it without duplicate address detection
  public Added addAddress(NetDevice device, Ipv6Prefix prefix, boolean noDad) {
    Ipv6Interface in = find(device);
    if (in == null) {
      return Added.NO_INTERFACE;
    }
    if (in.config().disableIpv6) {
      return Added.DISABLED;
    }
    for (Ipv6InterfaceAddress other : in.addresses()) {
      if (other.address().equals(prefix.address())) {
        return Added.EXISTS;
      }
    }
    Ipv6InterfaceAddress address = new Ipv6InterfaceAddress(this, in, prefix, noDad);
    in.add(address);
    addNetworkRoute(address);
    beginDetection(address);
    return Added.YES;
  }

  /// Removes an address and its routes (`inet6_addr_del`).
  ///
  /// @return false when the device has no such address
  public boolean removeAddress(NetDevice device, Ipv6Prefix prefix) {
    Ipv6Interface in = find(device);
    if (in == null) {
      return false;
    }
    for (Ipv6InterfaceAddress address : in.addresses()) {
      if (address.prefix().equals(prefix)) {
        in.remove(address);
        leave(address);
        removeNetworkRoute(address);
        return true;
      }
    }
    return false;
  }

  /// The network's route stays while another address needs it.
  private void removeNetworkRoute(Ipv6InterfaceAddress gone) {
    Ipv6Prefix network = gone.prefix().masked();
    boolean needed =
        gone.owner().addresses().stream().anyMatch(a -> a.prefix().masked().equals(network));
    if (!needed) {
      fib.removeIf(r -> r.equals(Ipv6Route.network(network, gone.owner().device())));
    }
  }

  /// The network of an address is reachable while the device is up (`addrconf_prefix_route`).
  private void addNetworkRoute(Ipv6InterfaceAddress address) {
    NetDevice device = address.owner().device();
    if (device.isUp() && device.kind() != DeviceKind.LOOPBACK) {
      fib.append(Ipv6Route.network(address.prefix().masked(), device));
    }
  }

  private void addNetworkRoutes(Ipv6Interface in) {
    for (Ipv6InterfaceAddress address : in.addresses()) {
      addNetworkRoute(address);
    }
  }

  /// Begins detection where the link is there (`addrconf_dad_begin`): an address without it, and
  /// one of the loopback device, is usable at once.
  private void beginDetection(Ipv6InterfaceAddress address) {
    Ipv6Interface in = address.owner();
    if (!address.isTentative() || address.isPending() || address.isDuplicate()) {
      return;
    }
    if (address.joinsItsGroup()) {
      in.join(address.address().solicitedNode());
    }
    if (address.isWithoutDad() || in.device().kind() == DeviceKind.LOOPBACK) {
      detectionEnded(address);
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
  void duplicateFound(Ipv6InterfaceAddress address) {
    loop.cancel(address);
    address.makeDuplicate();
  }

  /// Makes all addresses usable at once and says nothing more, as on a machine that has been up for
  /// long.
  public void settle() {
    for (Ipv6Interface in : List.copyOf(list)) {
      for (Ipv6InterfaceAddress address : in.addresses()) {
        if (address.isTentative() && !address.isDuplicate()) {
          loop.cancel(address);
          makeUsable(address);
        }
      }
      in.silence();
    }
  }

  /// Nobody has the address (`addrconf_dad_completed`): its own route appears.
  void detectionEnded(Ipv6InterfaceAddress address) {
    makeUsable(address);
    Ipv6Interface in = address.owner();
    boolean first =
        in.addresses().stream()
            .noneMatch(a -> a != address && a.scope() == Scope.LINK && !a.isTentative());
    if (address.scope() == Scope.LINK && first && in.device().kind() != DeviceKind.LOOPBACK) {
      in.linkLocalUsable();
    }
  }

  private void makeUsable(Ipv6InterfaceAddress address) {
    address.makeUsable();
    Ipv6Interface in = address.owner();
    fib.append(Ipv6Route.own(address.address(), RouteType.LOCAL, in.device()));
    if (in.config().forwarding) {
      joinAnycast(address);
    }
  }

  /// A router also answers for the first address of its networks (RFC 4291 section 2.6.1).
  private void joinAnycast(Ipv6InterfaceAddress address) {
    if (hasAnycast(address)) {
      Ipv6Address anycast = address.prefix().masked().address();
      NetDevice device = address.owner().device();
      fib.append(Ipv6Route.own(anycast, RouteType.ANYCAST, device));
      address.owner().join(anycast.solicitedNode());
    }
  }

  private void leaveAnycast(Ipv6InterfaceAddress address) {
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
    return address.prefix().length() <= ANYCAST_LENGTH_MAX
        && address.owner().device().kind() != DeviceKind.LOOPBACK;
  }

  /// Takes back what came with a usable or tentative address.
  private void leave(Ipv6InterfaceAddress address) {
    loop.cancel(address);
    Ipv6Interface in = address.owner();
    in.leave(address.address().solicitedNode());
    if (!address.isTentative()) {
      fib.removeIf(r -> r.equals(Ipv6Route.own(address.address(), RouteType.LOCAL, in.device())));
      if (in.config().forwarding) {
        leaveAnycast(address);
      }
    }
  }

  /// All addresses and routes of an interface go (`addrconf_ifdown`, keep_addr_on_down 0).
  private void forget(Ipv6Interface in) {
    in.setReady(false);
    for (Ipv6InterfaceAddress address : in.addresses()) {
      in.remove(address);
      leave(address);
    }
    fib.removeIf(route -> route.device() == in.device());
  }

  /// Switches forwarding of one interface, or with `null` of all and of those to come
  /// (`addrconf_fixup_forwarding`).
  public void setForwarding(@Nullable Ipv6Interface one, boolean on) {
    if (one != null) {
      forward(one, on);
      return;
    }
    all.forwarding = on;
    changeDefaults().forwarding = on;
    List.copyOf(list).forEach(in -> forward(in, on));
  }

  private void forward(Ipv6Interface in, boolean on) {
    if (in.config().forwarding == on) {
      return;
    }
    in.changeConfig().forwarding = on;
    if (in.device().kind() == DeviceKind.LOOPBACK) {
      return;
    }
    if (on) {
      in.join(Ipv6Address.ALL_ROUTERS);
    } else {
      in.leave(Ipv6Address.ALL_ROUTERS);
    }
    for (Ipv6InterfaceAddress address : in.addresses()) {
      if (!address.isTentative() && on) {
        joinAnycast(address);
      } else if (!address.isTentative()) {
        leaveAnycast(address);
      }
    }
  }

  /// Switches IPv6 off or on for one interface, or with `null` for all and for those to come
  /// (`addrconf_disable_ipv6`).
  public void setDisabled(@Nullable Ipv6Interface one, boolean disabled) {
    if (one != null) {
      disable(one, disabled);
      return;
    }
    all.disableIpv6 = disabled;
    changeDefaults().disableIpv6 = disabled;
    List.copyOf(list).forEach(in -> disable(in, disabled));
  }

  private void disable(Ipv6Interface in, boolean disabled) {
    if (in.config().disableIpv6 == disabled) {
      return;
    }
    in.changeConfig().disableIpv6 = disabled;
    if (disabled) {
      forget(in);
    } else {
      becomeReady(in);
    }
  }
}
