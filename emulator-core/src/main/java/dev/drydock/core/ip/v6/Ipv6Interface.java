package dev.drydock.core.ip.v6;

import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.ProtocolData;
import dev.drydock.core.ip.Memberships;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv6Address;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What IPv6 knows of one device: its addresses, its groups and its `net.ipv6.conf.DEV` settings
/// (Linux `struct inet6_dev`).
public final class Ipv6Interface implements ProtocolData {
  private final NetDevice device;
  private Ipv6Config config;
  private boolean hasOwnConfig;
  private final Memberships<Ipv6Address> groups;

  /// Replaced, never changed.
  private List<Ipv6InterfaceAddress> addresses = List.of();

  private final Ipv6Stack stack;
  private @Nullable ListenerReports reports;
  private @Nullable RouterSolicitor solicitor;
  private @Nullable SolicitationListener solicitationListener;
  private @Nullable Long2IntOpenHashMap failures;
  private boolean ready;

  Ipv6Interface(Ipv6Stack stack, NetDevice device, Ipv6Config config) {
    this.stack = stack;
    this.device = device;
    this.config = config;
    this.groups = new Memberships<>(device, Ipv6Address::groupMac);
  }

  /// The device.
  public NetDevice device() {
    return device;
  }

  /// The settings of `net.ipv6.conf.DEV`.
  public Ipv6Config config() {
    return config;
  }

  /// The settings, to be changed; until then other devices have the same.
  public Ipv6Config changeConfig() {
    if (!hasOwnConfig) {
      config = config.copy();
      hasOwnConfig = true;
    }
    return config;
  }

  /// The namespace's IPv6.
  Ipv6Stack stack() {
    return stack;
  }

  /// The multicast groups it has joined.
  public Memberships<Ipv6Address> groups() {
    return groups;
  }

  /// The addresses in the order `ip addr` shows them: the wider scope first, then the newer.
  public List<Ipv6InterfaceAddress> addresses() {
    return addresses;
  }

  /// Whether the device was up with a carrier since it last went up (`IF_READY`).
  boolean isReady() {
    return ready;
  }

  void setReady(boolean now) {
    ready = now;
  }

  /// Puts an address before those whose scope is not wider (`ipv6_link_dev_addr`).
  void add(Ipv6InterfaceAddress address) {
    int at = 0;
    while (at < addresses.size() && addresses.get(at).scope().number() < address.scope().number()) {
      at++;
    }
    List<Ipv6InterfaceAddress> more = new ArrayList<>(addresses);
    more.add(at, address);
    addresses = List.copyOf(more);
    device.addressAdded(IpAddress.of(address.prefix().address()));
  }

  void remove(Ipv6InterfaceAddress address) {
    List<Ipv6InterfaceAddress> left = new ArrayList<>(addresses);
    left.remove(address);
    addresses = List.copyOf(left);
    device.addressRemoved(IpAddress.of(address.prefix().address()));
  }

  /// The address with these halves; null when the interface has none.
  @Nullable Ipv6InterfaceAddress find(long high, long low) {
    for (int i = 0; i < addresses.size(); i++) {
      Ipv6Address address = addresses.get(i).address();
      if (address.low() == low && address.high() == high) {
        return addresses.get(i);
      }
    }
    return null;
  }

  /// The link-local address that was added last and is usable (`ipv6_get_lladdr`); null for none.
  public @Nullable Ipv6Address linkLocal() {
    for (int i = addresses.size() - 1; i >= 0; i--) {
      Ipv6InterfaceAddress address = addresses.get(i);
      if (address.scope() == Scope.LINK && !address.isTentative()) {
        return address.address();
      }
    }
    return null;
  }

  /// Whether router advertisements are heeded (`ipv6_accept_ra`).
  boolean hearsRouters() {
    return config.forwarding ? config.acceptRa == 2 : config.acceptRa > 0;
  }

  /// Joins a group, and tells routers of it.
  void join(Ipv6Address group) {
    if (groups.join(group)) {
      report(group, true);
    }
  }

  /// Leaves a group, and tells routers of it.
  void leave(Ipv6Address group) {
    if (groups.leave(group)) {
      report(group, false);
    }
  }

  /// The device went up: all groups are joined anew (`ipv6_mc_up`).
  void reportAll() {
    for (Ipv6Address group : groups.groups()) {
      report(group, true);
    }
  }

  private void report(Ipv6Address group, boolean joined) {
    boolean spoken = device.isUp() && device.kind() != DeviceKind.LOOPBACK && !config.disableIpv6;
    if (spoken && ListenerReports.concerns(group)) {
      reports().changed(group, joined);
    }
  }

  /// Who tells routers of the groups.
  ListenerReports reports() {
    if (reports == null) {
      reports = new ListenerReports(stack, this);
    }
    return reports;
  }

  /// The first link-local address is usable (`addrconf_dad_completed`).
  void linkLocalUsable() {
    reports().addressUsable();
    if (hearsRouters()) {
      if (solicitor == null) {
        solicitor = new RouterSolicitor(stack, this);
      }
      solicitor.start();
    }
  }

  /// A router has answered: no more questions (`IF_RA_RCVD`).
  void routerAnswered() {
    if (solicitor != null) {
      solicitor.stop();
    }
  }

  /// Who is told when a host asks for routers here; null for nobody.
  @Nullable SolicitationListener solicitationListener() {
    return solicitationListener;
  }

  void setSolicitationListener(@Nullable SolicitationListener listener) {
    solicitationListener = listener;
  }

  /// What routers said of the link does not hold any more.
  void forgetAdvertised() {
    if (config.mtuBytes != 0) {
      changeConfig().mtuBytes = 0;
    }
  }

  /// How many addresses of a network were found to be taken.
  int failures(long prefixHigh) {
    return failures == null ? 0 : failures.get(prefixHigh);
  }

  /// One more was.
  int countFailure(long prefixHigh) {
    if (failures == null) {
      failures = new Long2IntOpenHashMap(2);
    }
    return failures.addTo(prefixHigh, 1) + 1;
  }

  /// The most a packet may have that leaves here (`mtu6`).
  public int mtuBytes() {
    int own = config.mtuBytes;
    return own == 0 ? device.mtuBytes() : Math.min(own, device.mtuBytes());
  }

  /// The device went down or away: nothing more is said.
  void silence() {
    if (reports != null) {
      reports.stop();
    }
    if (solicitor != null) {
      solicitor.stop();
    }
  }
}
