package dev.drydock.drivers.swarm;

import dev.drydock.core.machine.Machine;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A node's side of the talk between the nodes of a swarm: a manager listens and talks to the other
/// managers, a worker reports to the manager that leads.
final class ManagerTalk {
  private final SwarmNode node;
  private final Swarm swarm;
  private final Map<SwarmNode, ManagerLink> others = new LinkedHashMap<>();
  private @Nullable ManagerDoor door;
  private @Nullable ManagerLink report;

  private ManagerTalk(SwarmNode node, Swarm swarm) {
    this.node = node;
    this.swarm = swarm;
  }

  /// Begins it.
  ///
  /// @param certificates how many connections a node that joins still needs for its certificate
  static ManagerTalk begin(SwarmNode node, Swarm swarm, int certificates) {
    ManagerTalk talk = new ManagerTalk(node, swarm);
    Machine machine = node.engine().machine();
    if (node.isManager()) {
      ManagerDoor door = new ManagerDoor(node, swarm);
      door.open();
      talk.door = door;
    } else {
      ManagerLink link =
          new ManagerLink(
              machine,
              () -> {
                SwarmNode leader = swarm.leader();
                return leader == null ? null : leader.address();
              },
              ManagerLink.Period.heartbeat(machine, swarm),
              new ManagerLink.Beginning(
                  node.number(), certificates, node::heardManager, node::isAwake));
      talk.report = link;
      link.start();
    }
    return talk;
  }

  /// Where it listens, if it is a manager's.
  @Nullable ManagerDoor door() {
    return door;
  }

  /// A manager talks to all others, whoever they are now.
  void meet() {
    if (door == null) {
      return;
    }
    for (SwarmNode other : swarm.nodes()) {
      if (other != node && other.isManager() && !others.containsKey(other)) {
        Machine machine = node.engine().machine();
        ManagerLink link =
            new ManagerLink(
                machine,
                other::address,
                ManagerLink.Period.raft(machine),
                new ManagerLink.Beginning(node.number(), 0, node::heardManager, node::isAwake));
        others.put(other, link);
        link.start();
      }
    }
    others
        .entrySet()
        .removeIf(entry -> {
          boolean isGone = !entry.getKey().isManager() || !swarm.nodes().contains(entry.getKey());
          if (isGone) {
            entry.getValue().stop();
          }
          return isGone;
        });
  }

  void end() {
    if (door != null) {
      door.shut();
    }
    if (report != null) {
      report.stop();
    }
    others.values().forEach(ManagerLink::stop);
    others.clear();
  }
}
