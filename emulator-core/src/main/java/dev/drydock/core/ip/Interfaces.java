package dev.drydock.core.ip;

import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.route.Fib;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.sim.Event;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Prefix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The IPv4 side of a namespace's devices: addresses come and go here, and with them the routes the
/// kernel makes for them (Linux `net/ipv4/devinet.c`, `fib_frontend.c`).
public final class Interfaces {
  /// 224.0.0.1, all hosts of the link.
  private static final Integer ALL_HOSTS = 0xe000_0001;

  /// What all namespaces begin with; who changes something makes a copy first.
  private static final Ipv4Config KERNEL_DEFAULTS = new Ipv4Config();

  private final Fib fib;
  private final Ipv4Stack stack;
  private Ipv4Config all = KERNEL_DEFAULTS;
  private Ipv4Config defaults = KERNEL_DEFAULTS;

  /// In the order of the devices' indexes.
  private final List<Ipv4Interface> list = new ArrayList<>(2);

  Interfaces(Fib fib, Ipv4Stack stack) {
    this.fib = fib;
    this.stack = stack;
  }

  /// `net.ipv4.conf.all`.
  public Ipv4Config all() {
    return all;
  }

  /// `net.ipv4.conf.all`, to be changed.
  public Ipv4Config changeAll() {
    concernDevices();
    if (all == KERNEL_DEFAULTS) {
      all = all.copy();
    }
    return all;
  }

  /// `net.ipv4.conf.default`: what a new device starts with. Devices share it until they differ.
  public Ipv4Config defaults() {
    return defaults;
  }

  /// `net.ipv4.conf.default`, to be changed; the devices there are stay as they are.
  public Ipv4Config changeDefaults() {
    defaults = defaults.copy();
    return defaults;
  }

  /// Switches forwarding of the namespace: `net.ipv4.ip_forward` writes every `conf.*.forwarding`.
  public void setForwarding(boolean on) {
    changeAll().forwarding = on;
    changeDefaults().forwarding = on;
    for (Ipv4Interface in : list) {
      if (in.config().forwarding != on) {
        in.changeConfig().forwarding = on;
      }
    }
  }

  /// Something changed of which it depends whether ARP concerns a device.
  void concernDevices() {
    for (int i = 0; i < list.size(); i++) {
      list.get(i).device().concern();
    }
  }

  /// A device of the namespace, made known to IPv4.
  public Ipv4Interface add(NetDevice device) {
    Ipv4Interface in = new Ipv4Interface(device, defaults, this);
    int at = list.size();
    while (at > 0 && list.get(at - 1).device().index() > device.index()) {
      at--;
    }
    list.add(at, in);
    device.setProtocolData(false, in);
    return in;
  }

  /// The interface of a device of this namespace.
  public @Nullable Ipv4Interface find(NetDevice device) {
    return device.protocolData(false) instanceof Ipv4Interface in && in.owner() == this ? in : null;
  }

  /// The interface of the device with an index.
  @Nullable Ipv4Interface byIndex(int index) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).device().index() == index) {
        return list.get(i);
      }
    }
    return null;
  }

  /// The interface of a device of this namespace.
  ///
  /// @throws IllegalStateException if the device is in another namespace
  public Ipv4Interface of(NetDevice device) {
    Ipv4Interface in = find(device);
    if (in == null) {
      throw new IllegalStateException(device + " is not in this namespace");
    }
    return in;
  }

  void remove(NetDevice device) {
    Ipv4Interface in = find(device);
    if (in == null) {
      return;
    }
    for (InterfaceAddress address : in.addresses()) {
      removeAddress(device, address.prefix());
    }
    fib.removeLegs(device);
    fib.removeIf(route -> route.device() == device);
    list.remove(in);
    device.setProtocolData(false, null);
  }

  /// Adds an address, and the routes that come with it.
  ///
  /// @param broadcast the broadcast address, or 0 for none
  /// @return false, with nothing changed, when the device has that address already
  public boolean addAddress(NetDevice device, Ipv4Prefix prefix, int broadcast) {
    Scope scope = Ipv4.isLoopback(prefix.address()) ? Scope.HOST : Scope.GLOBAL;
    return addAddress(
        device,
        new InterfaceAddress(
            prefix,
            broadcast,
            scope,
            device.name(),
            false,
            Long.MAX_VALUE,
            InterfaceAddress.Details.NONE));
  }

  /// Adds an address of which more is said, and the routes that come with it. Whether it is
  /// secondary is found here.
  ///
  /// @return false, with nothing changed, when the device has that address already
  public boolean addAddress(NetDevice device, InterfaceAddress wanted) {
    Ipv4Interface in = of(device);
    for (InterfaceAddress other : in.addresses()) {
      if (other.prefix().equals(wanted.prefix()) && other.network().equals(wanted.network())) {
        return false;
      }
    }
    InterfaceAddress address = wanted.ranked(in.hasNetworkOf(wanted.network()));
    in.add(address);
    device.addressAdded(IpAddress.v4(address.address()));
    addRoutes(device, address);
    return true;
  }

  /// Lets an address end after some time, when it is removed (`check_lifetime`).
  ///
  /// @param nanos from now on
  public void setLifetime(NetDevice device, Ipv4Prefix prefix, long nanos) {
    Ipv4Interface in = of(device);
    long end = device.softnet().loop().nowNanos() + nanos;
    for (InterfaceAddress address : in.addresses()) {
      if (address.prefix().equals(prefix)) {
        in.replace(address, address.until(end));
        device.softnet().loop().schedule(new End(device, prefix), end);
        return;
      }
    }
  }

  /// Lets an address stay for ever (`ip addr change ... valid_lft forever`).
  public void setForever(NetDevice device, Ipv4Prefix prefix) {
    Ipv4Interface in = of(device);
    for (InterfaceAddress address : in.addresses()) {
      if (address.prefix().equals(prefix)) {
        in.replace(address, address.until(Long.MAX_VALUE));
        return;
      }
    }
  }

  /// The end of an address, unless it was given more time.
  private final class End extends Event {
    private final NetDevice device;
    private final Ipv4Prefix prefix;

    End(NetDevice device, Ipv4Prefix prefix) {
      this.device = device;
      this.prefix = prefix;
    }

    @Override
    protected void fire() {
      Ipv4Interface in = find(device);
      long now = device.softnet().loop().nowNanos();
      if (in == null || in.device() != device) {
        return;
      }
      for (InterfaceAddress address : in.addresses()) {
        if (address.prefix().equals(prefix) && address.endNanos() <= now) {
          removeAddress(device, prefix);
          return;
        }
      }
    }
  }

  /// Removes an address, its routes, and the routes that used it as their source.
  ///
  /// @return false when the device has no such address
  public boolean removeAddress(NetDevice device, Ipv4Prefix prefix) {
    Ipv4Interface in = of(device);
    for (InterfaceAddress address : in.addresses()) {
      if (address.prefix().equals(prefix)) {
        in.remove(address);
        device.addressRemoved(IpAddress.v4(prefix.address()));
        fib.removeIf(r -> r.device() == device && belongsTo(r, address));
        fib.removeIf(r -> r.preferredSource() == prefix.address());
        if (!address.secondary()) {
          removeSecondaries(in, address);
        }
        if (in.addresses().isEmpty()) {
          fib.removeIf(r -> r.device() == device); // fib_disable_ip: the device has no IPv4 left
          stack.neighbours().flush(device, true);
        }
        return true;
      }
    }
    return false;
  }

  /// Addresses that came later in the same network go with the first one (`__inet_del_ifa`), as
  /// promote_secondaries is 0.
  private void removeSecondaries(Ipv4Interface in, InterfaceAddress primary) {
    for (InterfaceAddress other : in.addresses()) {
      boolean sameNetwork =
          other.prefix().length() == primary.prefix().length()
              && other.network().contains(primary.network().address());
      if (other.secondary() && sameNetwork) {
        removeAddress(in.device(), other.prefix());
      }
    }
  }

  private static boolean belongsTo(Route route, InterfaceAddress address) {
    boolean isOwn =
        address.secondary()
            ? isHostRoute(route) && route.destination().network() == address.address()
            : route.preferredSource() == address.address();
    return isOwn && route.protocol().equals("kernel");
  }

  /// The routes of an address (`fib_add_ifaddr`): the address itself, and while the device is up
  /// its network and broadcast addresses.
  private void addRoutes(NetDevice device, InterfaceAddress address) {
    Ipv4Prefix prefix = address.network();
    int own = address.address();
    int source = address.secondary() ? of(device).primaryOf(address) : own;
    fib.append(Route.kernel(Ipv4Prefix.of(own), RouteType.LOCAL, device, source));
    if (!device.isUp() || address.secondary()) {
      return;
    }
    if (address.broadcast() != 0 && address.broadcast() != Ipv4.BROADCAST) {
      addBroadcast(device, address.broadcast(), own);
    }
    if (prefix.network() >>> 24 == 0 || (prefix.length() == 32 && prefix.network() == own)) {
      return;
    }
    if (!address.details().noNetworkRoute()) {
      boolean loops = device.kind() == DeviceKind.LOOPBACK;
      Route route =
          Route.kernel(prefix.masked(), loops ? RouteType.LOCAL : RouteType.UNICAST, device, own);
      fib.append(route.withMetric(address.details().metric()));
    }
    if (prefix.length() < 31) {
      addBroadcast(device, prefix.broadcast(), own);
    }
  }

  private void addBroadcast(NetDevice device, int broadcast, int own) {
    fib.append(Route.kernel(Ipv4Prefix.of(broadcast), RouteType.BROADCAST, device, own));
  }

  void deviceUp(NetDevice device) {
    Ipv4Interface in = find(device);
    if (in != null) {
      in.groups().tell(true);
      in.groups().join(ALL_HOSTS);
      for (InterfaceAddress address : in.addresses()) {
        addRoutes(device, address);
      }
    }
  }

  /// A device that goes down loses all its routes but those of its own addresses
  /// (`fib_disable_ip`).
  void deviceDown(NetDevice device) {
    Ipv4Interface in = find(device);
    if (in != null) {
      in.groups().leave(ALL_HOSTS);
      in.groups().tell(false);
    }
    fib.removeLegs(device);
    fib.removeIf(r -> r.device() == device && !isHostRoute(r));
  }

  private static boolean isHostRoute(Route route) {
    return route.type() == RouteType.LOCAL && route.destination().length() == 32;
  }

  /// The address of a device to use towards a destination on its link.
  ///
  /// @return 0 when there is none
  public int sourceOnLink(NetDevice device, int destination) {
    return select(device, destination, Scope.LINK);
  }

  /// The source address to use towards a destination: of the device, else of any other
  /// (`inet_select_addr`).
  ///
  /// @return 0 when there is none
  int select(NetDevice device, int destination, Scope scope) {
    Ipv4Interface in = find(device);
    int address = in == null ? 0 : in.select(destination, scope);
    if (address != 0) {
      return address;
    }
    for (int i = 0; i < list.size(); i++) {
      Ipv4Interface other = list.get(i);
      if (other.device().kind() != DeviceKind.LOOPBACK) {
        address = other.select(0, scope);
        if (address != 0) {
          return address;
        }
      }
    }
    return 0;
  }
}
