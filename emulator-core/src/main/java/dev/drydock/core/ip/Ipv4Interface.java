package dev.drydock.core.ip;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.ProtocolData;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4Prefix;
import java.util.ArrayList;
import java.util.List;

/// What IPv4 knows of one device: its addresses and its `net.ipv4.conf.DEV` settings (Linux `struct
/// in_device`).
public final class Ipv4Interface implements ProtocolData {
  private static final int LABEL_CHARACTERS_MAX = 15; // IFNAMSIZ, less the zero at its end

  private final NetDevice device;
  private final Interfaces owner;
  private Ipv4Config config;
  private boolean hasOwnConfig;

  /// Replaced, never changed.
  private List<InterfaceAddress> addresses = List.of();

  private final Memberships<Integer> groups;

  Ipv4Interface(NetDevice device, Ipv4Config config, Interfaces owner) {
    this.device = device;
    this.config = config;
    this.owner = owner;
    this.groups = new Memberships<>(device, Ethernet::ofIpv4Group);
  }

  /// The device.
  public NetDevice device() {
    return device;
  }

  /// The settings of `net.ipv4.conf.DEV`.
  public Ipv4Config config() {
    return config;
  }

  /// The settings, to be changed; until then other devices have the same.
  public Ipv4Config changeConfig() {
    device.concern();
    if (!hasOwnConfig) {
      config = config.copy();
      hasOwnConfig = true;
    }
    return config;
  }

  /// The namespace's interfaces, of which this is one.
  Interfaces owner() {
    return owner;
  }

  // What counts of `conf.all` and `conf.DEV` together: `IN_DEV_ORCONF`, `IN_DEV_MAXCONF`,
  // `IN_DEV_ANDCONF` of `include/linux/inetdevice.h`.

  boolean routesLocalnet() {
    return config.routeLocalnet || owner.all().routeLocalnet;
  }

  boolean logsMartians() {
    return config.logMartians || owner.all().logMartians;
  }

  boolean acceptsLocal() {
    return config.acceptLocal || owner.all().acceptLocal;
  }

  int rpFilter() {
    return Math.max(config.rpFilter, owner.all().rpFilter);
  }

  boolean sendsRedirects() {
    return config.sendRedirects || owner.all().sendRedirects;
  }

  /// A router believes redirects only when both say so.
  boolean acceptsRedirects() {
    return config.forwarding
        ? config.acceptRedirects && owner.all().acceptRedirects
        : config.acceptRedirects || owner.all().acceptRedirects;
  }

  boolean proxiesArp() {
    return config.proxyArp || owner.all().proxyArp;
  }

  boolean filtersArp() {
    return config.arpFilter || owner.all().arpFilter;
  }

  int arpIgnore() {
    return Math.max(config.arpIgnore, owner.all().arpIgnore);
  }

  int arpAnnounce() {
    return Math.max(config.arpAnnounce, owner.all().arpAnnounce);
  }

  boolean notifiesArp() {
    return config.arpNotify || owner.all().arpNotify;
  }

  /// The multicast groups it has joined.
  public Memberships<Integer> groups() {
    return groups;
  }

  /// The addresses, in the order `ip addr` shows them.
  public List<InterfaceAddress> addresses() {
    return addresses;
  }

  /// The first address of a network goes behind those that reach no further, before all later ones
  /// of networks; the others go to the end (`__inet_insert_ifa`).
  void add(InterfaceAddress address) {
    List<InterfaceAddress> more = new ArrayList<>(addresses);
    int place = address.secondary() ? more.size() : 0;
    for (int i = 0; !address.secondary() && i < more.size(); i++) {
      InterfaceAddress other = more.get(i);
      if (!other.secondary() && address.scope().number() <= other.scope().number()) {
        place = i + 1;
      }
    }
    more.add(place, address);
    addresses = List.copyOf(more);
  }

  void replace(InterfaceAddress old, InterfaceAddress with) {
    List<InterfaceAddress> changed = new ArrayList<>(addresses);
    changed.set(changed.indexOf(old), with);
    addresses = changed;
  }

  void remove(InterfaceAddress address) {
    List<InterfaceAddress> left = new ArrayList<>(addresses);
    left.remove(address);
    addresses = List.copyOf(left);
  }

  /// Whether an address is one of the interface's own.
  public boolean has(int address) {
    for (int i = 0; i < addresses.size(); i++) {
      if (addresses.get(i).address() == address) {
        return true;
      }
    }
    return false;
  }

  /// Whether an address lies in one of the interface's networks.
  boolean isOnLink(int address) {
    for (int i = 0; i < addresses.size(); i++) {
      if (addresses.get(i).network().contains(address)) {
        return true;
      }
    }
    return false;
  }

  /// The address to use towards a destination: one in the same network, else the first whose scope
  /// reaches that far (Linux `inet_select_addr`).
  ///
  /// @return 0 when there is none
  int select(int destination, Scope scope) {
    int first = 0;
    for (int i = 0; i < addresses.size(); i++) {
      InterfaceAddress address = addresses.get(i);
      if (address.secondary() || address.scope().number() > scope.number()) {
        continue;
      }
      if (destination == 0 || address.network().contains(destination)) {
        return address.address();
      }
      if (first == 0) {
        first = address.address();
      }
    }
    return first;
  }

  /// Whether an address with the same network is there already, so that a further one is secondary.
  boolean hasNetworkOf(Ipv4Prefix prefix) {
    return addresses.stream().anyMatch(a -> isOfNetwork(a, prefix));
  }

  /// The first address of a network, which counts as the source for those that came after it
  /// (`inet_ifa_byprefix`).
  ///
  /// @return the address itself when there is none
  int primaryOf(InterfaceAddress address) {
    for (InterfaceAddress other : addresses) {
      if (!other.secondary() && isOfNetwork(other, address.network())) {
        return other.address();
      }
    }
    return address.address();
  }

  private static boolean isOfNetwork(InterfaceAddress address, Ipv4Prefix prefix) {
    return address.network().length() == prefix.length()
        && address.network().contains(prefix.address());
  }

  /// The device has another name: so do the labels of its addresses, each but the first with what
  /// stood behind the colon, or its number (`inetdev_changename`).
  public void renamed() {
    String name = device.name();
    List<InterfaceAddress> changed = new ArrayList<>();
    for (InterfaceAddress address : addresses) {
      int colon = address.label().indexOf(':');
      String number = ":" + (changed.size() + 1);
      String rest = colon < 0 ? number : address.label().substring(colon);
      int room = Math.max(0, LABEL_CHARACTERS_MAX - rest.length());
      String head = name.substring(0, Math.min(name.length(), room));
      changed.add(address.labelled(changed.isEmpty() ? name : head + rest));
    }
    addresses = List.copyOf(changed);
  }
}
