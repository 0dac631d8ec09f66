package dev.drydock.drivers.swarm;

import org.jspecify.annotations.Nullable;

/// A node's side of the talk between workers and managers: a manager listens, a worker reports to
/// the manager that leads.
///
/// @param door where a manager listens; null for a worker
/// @param link what a worker has to its manager; null for a manager
record ManagerTalk(@Nullable ManagerDoor door, @Nullable ManagerLink link) {
  /// Nobody talks.
  static final ManagerTalk NONE = new ManagerTalk(null, null);

  /// Begins it, before the node is one of the swarm.
  static ManagerTalk begin(SwarmNode node, Swarm swarm) {
    if (node.isManager()) {
      ManagerDoor door = new ManagerDoor(node, swarm);
      door.open();
      return new ManagerTalk(door, null);
    }
    SwarmNode leader = swarm.leader();
    if (leader == null) {
      return NONE;
    }
    ManagerLink link = new ManagerLink(node.engine().machine(), leader.address());
    link.start();
    return new ManagerTalk(null, link);
  }

  void end() {
    if (door != null) {
      door.shut();
    }
    if (link != null) {
      link.stop();
    }
  }
}
