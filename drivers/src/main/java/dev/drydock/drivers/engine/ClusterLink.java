package dev.drydock.drivers.engine;

import dev.drydock.drivers.network.Controller;
import dev.drydock.drivers.network.Network;
import java.util.ArrayList;
import java.util.List;

/// The swarm an engine is in, if it is in one.
final class ClusterLink {
  private ClusterNetworks networks = ClusterNetworks.NONE;

  ClusterNetworks networks() {
    return networks;
  }

  void set(ClusterNetworks newNetworks) {
    networks = newNetworks;
  }

  /// The engine's own networks, and those of the swarm it does not have itself.
  List<Network> all(Controller controller) {
    List<Network> all = new ArrayList<>(controller.networks());
    for (Network network : networks.visible()) {
      if (!all.contains(network)) {
        all.add(network);
      }
    }
    return all;
  }
}
