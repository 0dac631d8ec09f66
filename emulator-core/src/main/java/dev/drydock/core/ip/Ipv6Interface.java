package dev.drydock.core.ip;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv6Address;
import java.util.ArrayList;
import java.util.List;

/// What IPv6 knows of one device: its addresses, its groups and its `net.ipv6.conf.DEV` settings
/// (Linux `struct inet6_dev`).
public final class Ipv6Interface {
  private final NetDevice device;
  private final Ipv6Config config;
  private final Memberships<Ipv6Address> groups;
  private final List<Ipv6InterfaceAddress> addresses = new ArrayList<>();
  private boolean ready;

  Ipv6Interface(NetDevice device, Ipv6Config config) {
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

  /// The multicast groups it has joined.
  public Memberships<Ipv6Address> groups() {
    return groups;
  }

  /// The addresses in the order `ip addr` shows them: the wider scope first, then the newer.
  public List<Ipv6InterfaceAddress> addresses() {
    return List.copyOf(addresses);
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
    addresses.add(at, address);
    device.addressAdded(IpAddress.of(address.prefix().address()));
  }

  void remove(Ipv6InterfaceAddress address) {
    addresses.remove(address);
    device.addressRemoved(IpAddress.of(address.prefix().address()));
  }
}
