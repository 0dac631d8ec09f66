package dev.drydock.drivers.swarm;

import org.jspecify.annotations.Nullable;

/// Where tasks go: to the node that has the fewest tasks of the service, then the fewest of all
/// (swarmkit `manager/scheduler`, strategy spread).
final class Scheduler {
  private Scheduler() {}

  /// The best node for a task; null when none may run it.
  static @Nullable SwarmNode choose(Task task, Swarm swarm, Loads loads) {
    SwarmNode best = null;
    long bestOwn = 0;
    long bestAll = 0;
    for (SwarmNode node : swarm.nodeList()) {
      if (!accepts(node, task.service())) {
        continue;
      }
      long own = loads.of(node, task.service());
      long all = loads.of(node) + node.cluster().attachments();
      if (best == null || own < bestOwn || (own == bestOwn && all < bestAll)) {
        best = node;
        bestOwn = own;
        bestAll = all;
      }
    }
    return best;
  }

  /// Whether a node may run tasks of a service.
  static boolean accepts(SwarmNode node, Service service) {
    if (!node.isUp() || node.availability() != SwarmNode.Availability.ACTIVE) {
      return false;
    }
    return service.spec().constraints().stream().allMatch(c -> fits(node, c));
  }

  private static boolean fits(SwarmNode node, String constraint) {
    boolean differs = constraint.contains("!=");
    String[] sides = constraint.split(differs ? "!=" : "==", 2);
    if (sides.length != 2) {
      return false;
    }
    String wanted = sides[1].strip();
    boolean equal =
        switch (sides[0].strip()) {
          case "node.hostname" -> node.hostname().equals(wanted);
          case "node.id" -> node.id().equals(wanted);
          case "node.role" -> wanted.equals(node.isManager() ? "manager" : "worker");
          case "node.platform.os" -> wanted.equals("linux");
          default -> false;
        };
    return equal != differs;
  }
}
