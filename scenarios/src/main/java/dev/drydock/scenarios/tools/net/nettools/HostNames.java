package dev.drydock.scenarios.tools.net.nettools;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.names.NameLookup;
import it.unimi.dsi.fastutil.ints.Int2ObjectLinkedOpenHashMap;

/// What `route` and `arp` show for addresses: the hosts' names, each asked for once in a run
/// (`INET_rresolve` of net-tools and BusyBox), else the numbers.
final class HostNames {
  private final NameLookup names;
  private final Invocation invocation;
  private final Int2ObjectLinkedOpenHashMap<String> known = new Int2ObjectLinkedOpenHashMap<>();

  HostNames(NameLookup names, Invocation invocation) {
    this.names = names;
    this.invocation = invocation;
  }

  /// The name of a host, its address in numbers when it has none.
  String shown(int address) {
    String found = known.get(address);
    if (found == null) {
      String name = names.nameOf(invocation, IpAddress.v4(address));
      found = name.isEmpty() ? Ipv4Address.format(address) : name;
      known.put(address, found);
    }
    return found;
  }
}
