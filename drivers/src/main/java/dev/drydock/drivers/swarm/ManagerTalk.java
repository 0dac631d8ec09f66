package dev.drydock.drivers.swarm;

import dev.drydock.core.machine.Machine;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A node's side of the talk between the nodes of a swarm: a manager listens and talks to the other
/// managers, a worker reports to the manager that leads. In no swarm, nobody is heard.
final class ManagerTalk {
  private final SwarmNode node;
  private final Map<SwarmNode, ManagerLink> others = new LinkedHashMap<>();
  private @Nullable ManagerDoor door;
  private @Nullable ManagerLink report;

  ManagerTalk(SwarmNode node) {
    this.node = node;
  }

  /// Begins it, as what the node is now.
  ///
  /// @param certificates how many connections a node that joins still needs for its certificate
  void begin(Swarm swarm, int certificates) {
    Machine machine = node.machine();
    if (node.isManager()) {
      door = new ManagerDoor(node, swarm);
      door.open();
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
      report = link;
      link.start();
    }
  }

  /// Whether a manager hears another one, or is it itself.
  boolean hears(SwarmNode other) {
    return door != null && door.hears(other);
  }

  /// Whether a manager would lead in another one's place.
  boolean misses(SwarmNode leading) {
    return door != null && door.misses(leading);
  }

  /// When a manager heard a node last, in nanoseconds of the run; 0 for never.
  long lastHeard(SwarmNode other) {
    return door == null ? 0 : door.lastHeard(other);
  }

  /// The daemon ends, and its connections with it.
  void pause() {
    if (report != null) {
      report.pause();
    }
    others.values().forEach(ManagerLink::pause);
  }

  /// The daemon has started.
  void resume() {
    if (report != null) {
      report.resume();
    }
    others.values().forEach(ManagerLink::resume);
  }

  /// A manager's daemon has started: it looks who is there.
  void look() {
    if (door != null) {
      door.look();
    }
  }

  /// A manager talks to all others, whoever they are now.
  void meet(Swarm swarm) {
    if (door == null) {
      return;
    }
    for (SwarmNode other : swarm.nodes()) {
      if (other != node && other.isManager() && !others.containsKey(other)) {
        Machine machine = node.machine();
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

  /// Ends it.
  void end() {
    if (door != null) {
      door.shut();
      door = null;
    }
    if (report != null) {
      report.stop();
      report = null;
    }
    others.values().forEach(ManagerLink::stop);
    others.clear();
  }
}
