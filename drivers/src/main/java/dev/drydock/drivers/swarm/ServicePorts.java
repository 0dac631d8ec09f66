package dev.drydock.drivers.swarm;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// The ports of the routing mesh, and who has them (swarmkit `manager/allocator/portallocator.go`).
final class ServicePorts {
  /// Ports the swarm chooses itself: 30000 to 32767, one after the other.
  private static final int FIRST = 30_000;

  private static final int LAST = 32_767;

  private final TreeSet<Integer> taken = new TreeSet<>();
  private int next = FIRST;

  /// Refuses ports that another service has.
  void check(ServiceSpec wanted, List<Service> services) {
    for (ServiceSpec.Port port : wanted.ports()) {
      if (!port.isHost() && port.published() != 0 && taken.contains(port.published())) {
        throw SwarmTexts.invalid(
            "port '"
                + port.published()
                + "' is already in use by service "
                + holder(port.published(), services)
                + " as an ingress port");
      }
    }
  }

  /// `'NAME' (ID)` of the service that has a port.
  private static String holder(int port, List<Service> services) {
    for (Service service : services) {
      if (service.spec.ports().stream().anyMatch(p -> !p.isHost() && p.published() == port)) {
        return "'" + service.name() + "' (" + service.id() + ")";
      }
    }
    return "";
  }

  /// Takes ports; those without a number are chosen.
  List<ServiceSpec.Port> take(List<ServiceSpec.Port> wanted) {
    List<ServiceSpec.Port> chosen = new ArrayList<>();
    for (ServiceSpec.Port port : wanted) {
      if (port.isHost()) {
        chosen.add(port);
        continue;
      }
      int number = port.published();
      while (number == 0) {
        number = taken.contains(next) ? 0 : next;
        next = next == LAST ? FIRST : next + 1;
      }
      taken.add(number);
      chosen.add(port.withPublished(number));
    }
    return chosen;
  }

  /// Ports are free again.
  void give(List<ServiceSpec.Port> ports) {
    ports.stream().filter(port -> !port.isHost()).forEach(port -> taken.remove(port.published()));
  }
}
