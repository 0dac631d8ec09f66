package dev.drydock.core.ip.v6;

import dev.drydock.core.device.DeviceChange;
import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.route.Ipv6Fib;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.sim.EventLoop;
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

  /// What all namespaces begin with; who changes something makes a copy first.
  private static final Ipv6Config KERNEL_DEFAULTS = new Ipv6Config();

  private final Ipv6Stack stack;
  private final EventLoop loop;
  private final Ipv6Fib fib;
  private final RouterAnycast anycast;
  private final AutomaticAddresses automatic;
  private final DuplicateDetection detection;
  private Ipv6Config all = KERNEL_DEFAULTS;
  private Ipv6Config defaults = KERNEL_DEFAULTS;

  /// In the order of the devices' indexes.
  private final List<Ipv6Interface> list = new ArrayList<>(2);

  /// A namespace without devices.
  ///
  /// @param random where the delays of duplicate address detection come from
  Ipv6Interfaces(Ipv6Stack stack, RandomStream random) {
    this.stack = stack;
    this.loop = stack.loop();
    this.fib = stack.fib();
    this.anycast = new RouterAnycast(fib);
    this.automatic = new AutomaticAddresses(this);
    this.detection = new DuplicateDetection(this, stack, random);
  }

  /// `net.ipv6.conf.all`.
  public Ipv6Config all() {
    return all;
  }

  /// `net.ipv6.conf.all`, to be changed.
  public Ipv6Config changeAll() {
    if (all == KERNEL_DEFAULTS) {
      all = all.copy();
    }
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

  /// How it is found out whether somebody has an address already.
  DuplicateDetection detection() {
    return detection;
  }

  /// The addresses that the kernel makes itself.
  AutomaticAddresses automatic() {
    return automatic;
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

  /// A bridge joins or leaves the group of all snoopers.
  public void snoops(NetDevice bridge, boolean on) {
    Ipv6Interface in = find(bridge);
    if (in != null && on) {
      in.join(Ipv6Address.ALL_SNOOPERS);
    } else if (in != null) {
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
        in.forgetAdvertised();
        in.groups().tell(true);
        in.reportAll();
        addNetworkRoutes(in);
        becomeReady(in);
      }
      case CARRIER -> {
        if (in.isReady() && device.isRunning()) {
          in.reportAll(); // switches elsewhere may not know of the groups
        }
        becomeReady(in);
      }
      case DOWN -> {
        forget(in);
        in.groups().tell(false);
        in.silence();
      }
      case MTU -> in.forgetAdvertised();
      case ADDRESS -> detection.announce(in);
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
    automatic.addLinkLocal(in);
    for (Ipv6InterfaceAddress address : in.addresses()) {
      detection.begin(address);
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
    Ipv6InterfaceAddress.Origin origin =
        noDad ? Ipv6InterfaceAddress.Origin.WITHOUT_DAD : Ipv6InterfaceAddress.Origin.MANUAL;
    return addAddress(device, prefix, origin);
  }

  /// Adds an address.
  ///
  /// @param origin where it comes from, and how long it is good
  public Added addAddress(NetDevice device, Ipv6Prefix prefix, Ipv6InterfaceAddress.Origin origin) {
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
    Ipv6InterfaceAddress address = new Ipv6InterfaceAddress(this, in, prefix, origin);
    in.add(address);
    addNetworkRoute(address);
    detection.begin(address);
    return Added.YES;
  }

  /// Adds an address that the kernel made itself; its network has a route already, or none.
  void addAutomatic(Ipv6Interface in, Ipv6Prefix prefix, Ipv6InterfaceAddress.Origin origin) {
    Ipv6Address wanted = prefix.address();
    if (in.config().disableIpv6 || in.find(wanted.high(), wanted.low()) != null) {
      return;
    }
    Ipv6InterfaceAddress address = new Ipv6InterfaceAddress(this, in, prefix, origin);
    in.add(address);
    detection.begin(address);
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
        if (!address.isDynamic()) {
          removeNetworkRoute(address);
        }
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
      Ipv6Route route = Ipv6Route.network(address.prefix().masked(), device);
      AddressLifetime lifetime = address.lifetime();
      if (lifetime != null && lifetime.ends()) {
        long end = loop.nowNanos() + lifetime.validSeconds() * 1_000_000_000L;
        route = route.with(Ipv6Route.Extras.NONE.until(end));
      }
      fib.append(route);
    }
  }

  private void addNetworkRoutes(Ipv6Interface in) {
    for (Ipv6InterfaceAddress address : in.addresses()) {
      addNetworkRoute(address);
    }
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

  /// An address is ours: its own route appears.
  void makeUsable(Ipv6InterfaceAddress address) {
    address.makeUsable();
    Ipv6Interface in = address.owner();
    fib.append(Ipv6Route.own(address.address(), RouteType.LOCAL, in.device()));
    if (in.config().forwarding) {
      anycast.join(address);
    }
  }

  /// Takes back what came with a usable or tentative address.
  private void leave(Ipv6InterfaceAddress address) {
    loop.cancel(address);
    AddressLifetime lifetime = address.lifetime();
    if (lifetime != null) {
      lifetime.stop();
    }
    Ipv6Interface in = address.owner();
    in.leave(address.address().solicitedNode());
    if (!address.isTentative()) {
      fib.removeIf(r -> r.equals(Ipv6Route.own(address.address(), RouteType.LOCAL, in.device())));
      if (in.config().forwarding) {
        anycast.leave(address);
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
    changeAll().forwarding = on;
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
      stack.routers().purge(in);
    } else {
      in.leave(Ipv6Address.ALL_ROUTERS);
    }
    for (Ipv6InterfaceAddress address : in.addresses()) {
      if (!address.isTentative() && on) {
        anycast.join(address);
      } else if (!address.isTentative()) {
        anycast.leave(address);
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
    changeAll().disableIpv6 = disabled;
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
