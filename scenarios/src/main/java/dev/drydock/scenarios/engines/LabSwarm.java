package dev.drydock.scenarios.engines;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Vxlan;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.ipam.DefaultPools;
import dev.drydock.drivers.swarm.NodeOptions;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.SwarmNode;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.lab.Lab;
import java.util.ArrayList;
import java.util.List;

/// The swarm that a scenario with `swarm: true` begins with: the first machine with Docker manages
/// it, all others have joined it as workers.
final class LabSwarm {
  /// Until all nodes are ready; without it the lab begins as it is.
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private LabSwarm() {}

  /// Forms it, and lets time pass until all nodes are ready.
  ///
  /// @throws EngineException if a machine has no address
  static void form(Lab lab) {
    List<SwarmNode> nodes = new ArrayList<>();
    Swarm swarm = null;
    IpAddress manager = IpAddress.ANY_V4;
    for (Box box : lab.boxes()) {
      SwarmNode node = box.swarm();
      if (node == null) {
        continue;
      }
      IpAddress own = address(box);
      NodeOptions options =
          new NodeOptions(IpAddress.ANY_V4, own, null, Vxlan.PORT, DefaultPools.GLOBAL);
      if (swarm == null) {
        swarm = node.init(options);
        manager = own;
      } else {
        node.join(swarm.workerToken(), manager.toString(), options);
      }
      nodes.add(node);
    }
    lab.loop().runUntil(() -> areReady(nodes), lab.loop().nowNanos() + PATIENCE_NANOS);
  }

  /// Asked after each event, the last that joined first: that one is ready late.
  private static boolean areReady(List<SwarmNode> nodes) {
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (!nodes.get(i).isReady()) {
        return false;
      }
    }
    return true;
  }

  /// The first address of a machine's first card that has one.
  private static IpAddress address(Box box) {
    return box.plan().nics().stream()
        .flatMap(nic -> nic.addresses().stream())
        .filter(address -> !address.isV6())
        .map(address -> address.address())
        .findFirst()
        .orElseThrow(
            () -> new EngineException(box.name() + " has no address to join a swarm with"));
  }
}
