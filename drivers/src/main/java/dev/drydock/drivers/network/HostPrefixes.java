package dev.drydock.drivers.network;

import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import java.util.ArrayList;
import java.util.List;

/// The prefixes the machine itself uses, which no network gets by default: those on its links, and
/// its nameservers; engines before 23.0 count every route but the default one (libnetwork
/// `netutils/utils_linux.go`).
final class HostPrefixes {
  private final Machine machine;
  private final boolean everyRoute;
  private List<IpAddress> nameservers = List.of();

  /// Those of a machine whose nameservers are not known yet.
  ///
  /// @param everyRoute whether routes by way of others count as well
  public HostPrefixes(Machine machine, boolean everyRoute) {
    this.machine = machine;
    this.everyRoute = everyRoute;
  }

  /// Notes the nameservers of the machine's `/etc/resolv.conf`.
  public void setNameservers(List<IpAddress> servers) {
    nameservers = List.copyOf(servers);
  }

  /// What is in use now.
  public List<IpPrefix> reserved() {
    List<IpPrefix> reserved = new ArrayList<>();
    for (IpAddress server : nameservers) {
      reserved.add(new IpPrefix(server, server.bits()));
    }
    for (Route route : machine.root().ipv4().fib().routes(Route.MAIN_TABLE)) {
      boolean counts = everyRoute || route.scope() == Scope.LINK;
      if (counts && route.destination().length() > 0) {
        reserved.add(IpPrefix.of(route.destination()));
      }
    }
    return reserved;
  }
}
