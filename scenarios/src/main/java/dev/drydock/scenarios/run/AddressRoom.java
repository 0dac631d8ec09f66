package dev.drydock.scenarios.run;

import dev.drydock.core.device.Bridge;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.network.Network;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.plan.AttachmentPlan;
import dev.drydock.scenarios.plan.ContainerPlan;
import dev.drydock.scenarios.plan.NetworkMode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Whether the networks of a lab have an address for each container of the plan: asked before any
/// of them is made, so that the refusal of the one that is too many need not wait for thousands of
/// others, which would stay if this were Docker.
///
/// A network with fixed addresses is left to the engine, since whose address is missing depends on
/// the order then.
final class AddressRoom {
  private final Lab lab;

  /// Machine and network → how many containers want an address there.
  private final Map<Place, Integer> wanted = new LinkedHashMap<>();

  /// Networks on which containers have fixed addresses.
  private final Set<String> fixed = new LinkedHashSet<>();

  private String later = "";

  AddressRoom(Lab lab) {
    this.lab = lab;
  }

  private record Place(String machine, String network) {}

  /// Makes sure that each container finds an address.
  ///
  /// @throws RunException with the engine's words, naming the first that does not
  void check() throws RunException {
    for (ContainerPlan container : lab.plan().containers()) {
      for (AttachmentPlan each : attachments(container)) {
        if (each.ipv4() == null) {
          wanted.merge(new Place(container.machine(), each.network()), 1, Integer::sum);
        } else {
          fixed.add(each.network());
        }
      }
    }
    for (Map.Entry<Place, Integer> each : wanted.entrySet()) {
      if (!fixed.contains(each.getKey().network())) {
        check(each.getKey(), each.getValue());
      }
    }
  }

  private static Iterable<AttachmentPlan> attachments(ContainerPlan container) {
    return container.mode() instanceof NetworkMode.Networks networks
        ? networks.attachments()
        : Set.of();
  }

  private void check(Place place, int containers) throws RunException {
    Box box = lab.box(place.machine());
    Engine engine = box == null ? null : box.engine();
    if (engine == null) {
      return; // refused where its containers are made
    }
    boolean isOfSwarm =
        lab.plan().networks().stream()
            .anyMatch(n -> n.name().equals(place.network()) && n.driver().equals("overlay"));
    if (isOfSwarm) {
      return; // managers give those addresses
    }
    Network network = engine.networks().get(place.network());
    int room = network.roomUpTo(containers);
    if (room == containers) {
      return;
    }
    EngineException refusal = engine.networks().refusalOf(network);
    String hint =
        containers
            + " containers want an address there and "
            + room
            + " are free: use a larger subnet, a further network, or fewer containers";
    if (network.config().driver().equals("bridge") && room >= Bridge.PORTS_MAX) {
      later = "\n  later: " + refusal.text() + "\n  " + hint;
      return;
    }
    throw new RunException("container " + nth(place, room) + ": " + refusal.text() + "\n  " + hint);
  }

  /// What would be wrong further on, to be said when the engine has refused something: a bridge is
  /// full before its subnet is. Empty for nothing.
  String later() {
    return later;
  }

  /// The name of a container among those on a network, from 0.
  private String nth(Place place, int index) {
    int left = index;
    for (ContainerPlan container : lab.plan().containers()) {
      for (AttachmentPlan each : attachments(container)) {
        boolean isThere = place.equals(new Place(container.machine(), each.network()));
        if (isThere && left == 0) {
          return container.name();
        }
        left -= isThere ? 1 : 0;
      }
    }
    throw new IllegalStateException("fewer containers on " + place + " than were counted");
  }
}
