package dev.drydock.scenarios.tools.dhcp;

import dev.drydock.core.app.dhcp.DhcpLease;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.InterfaceAddress;
import dev.drydock.core.ip.Interfaces;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.scenarios.tools.Place;
import org.jspecify.annotations.Nullable;

/// What the script of a DHCP client does with a lease: the address, the default route, and
/// `/etc/resolv.conf`.
final class LeaseScript {
  private final Place place;
  private final NetDevice device;
  private final boolean isTimed;
  private @Nullable Ipv4Prefix configured;

  /// @param isTimed whether the kernel is told how long the address is good, as dhclient's script
  ///   does and BusyBox's does not
  LeaseScript(Place place, NetDevice device, boolean isTimed) {
    this.place = place;
    this.device = device;
    this.isTimed = isTimed;
  }

  private Interfaces interfaces() {
    return place.namespace().ipv4().interfaces();
  }

  /// Sets the interface up, and takes all its addresses away (`deconfig`).
  void flush() {
    if (device.upper() != place.namespace()) {
      return;
    }
    for (InterfaceAddress address :
        interfaces().of(device).addresses().toArray(InterfaceAddress[]::new)) {
      interfaces().removeAddress(device, address.prefix());
    }
    configured = null;
    device.setUp(true);
  }

  /// Only sets the interface up.
  void raise() {
    device.setUp(true);
  }

  /// Configures the interface (`bound`, `renew`).
  void configure(DhcpLease lease) {
    if (configured != null && !configured.equals(lease.address())) {
      interfaces().removeAddress(device, configured);
    }
    interfaces().addAddress(device, lease.address(), lease.broadcast());
    if (isTimed) {
      interfaces().setLifetime(device, lease.address(), lease.seconds() * Nanos.SECOND);
    }
    configured = lease.address();
    for (int router : lease.routers()) {
      place.namespace().ipv4().fib().add(defaultRoute(router));
    }
    writeNameservers(lease);
  }

  private Route defaultRoute(int router) {
    return new Route(
        Ipv4Prefix.ANY,
        RouteType.UNICAST,
        device,
        router,
        0,
        0,
        Scope.GLOBAL,
        "boot",
        Route.MAIN_TABLE,
        false,
        Route.Extras.NONE);
  }

  private void writeNameservers(DhcpLease lease) {
    Netns root = place.box().machine().root();
    if (lease.nameservers().isEmpty() || (place.namespace() != root && place.container() == null)) {
      return; // another namespace without files of its own
    }
    StringBuilder text = new StringBuilder();
    if (!lease.domain().isEmpty()) {
      text.append("search ").append(lease.domain()).append('\n');
    }
    for (int server : lease.nameservers()) {
      text.append("nameserver ").append(Ipv4Address.format(server)).append('\n');
    }
    place.files().write("/etc/resolv.conf", text.toString());
  }
}
