package dev.drydock.drivers.swarm.gossip;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.dns.NetworkNames;
import java.util.ArrayList;
import java.util.List;

/// The names that an endpoint brings to its network: its own, and those of its service (libnetwork
/// `service_common.go`, `addServiceInfoToCluster`).
public final class ServiceNames {
  private ServiceNames() {}

  /// The names of an endpoint on another node.
  public static void tell(NetworkNames table, EndpointRecord record, boolean isThere) {
    if (!record.isDisabled()) {
      table.change(record.names(), record.peer().address(), isThere);
    }
    tellService(table, record, isThere);
  }

  /// The names of an endpoint's service: `web` is the virtual address, or each task; `tasks.web` is
  /// each task. One that is about to end is not among those, but the virtual address is there until
  /// the last one has ended (`deleteEndpointNameResolution`).
  public static void tellService(NetworkNames table, EndpointRecord record, boolean isThere) {
    ServiceRecord service = record.service();
    if (service == null) {
      return;
    }
    IpAddress address = record.peer().address();
    IpAddress shared = service.vip() == null ? address : service.vip();
    List<String> names = new ArrayList<>(List.of(service.name()));
    names.addAll(service.aliases());
    for (String name : names) {
      if (!record.isDisabled() || service.vip() != null) {
        put(table, name, shared, isThere);
      }
      if (!record.isDisabled()) {
        put(table, "tasks." + name, address, isThere);
      }
    }
  }

  private static void put(NetworkNames table, String name, IpAddress address, boolean isThere) {
    if (isThere) {
      table.add(name, address);
    } else {
      table.remove(name, address);
    }
  }
}
