package dev.drydock.drivers.swarm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where tasks go: to the node that has the fewest tasks of the service, then the fewest of all
/// (swarmkit `manager/scheduler`, strategy spread).
final class Scheduler {
  private Scheduler() {}

  /// How many tasks a node is to run.
  private static final class Load {
    long own;
    long all;
  }

  /// The best node for a task; null when none may run it. Looks once at every task there is.
  static @Nullable SwarmNode choose(Task task, Swarm swarm, List<Service> services) {
    Map<SwarmNode, Load> loads = loads(task.service(), services);
    Load idle = new Load();
    SwarmNode best = null;
    long bestOwn = 0;
    long bestAll = 0;
    for (SwarmNode node : swarm.nodes()) {
      if (!accepts(node, task.service())) {
        continue;
      }
      Load load = loads.getOrDefault(node, idle);
      long own = load.own;
      long all = load.all + node.cluster().attachments();
      if (best == null || own < bestOwn || (own == bestOwn && all < bestAll)) {
        best = node;
        bestOwn = own;
        bestAll = all;
      }
    }
    return best;
  }

  private static Map<SwarmNode, Load> loads(Service service, List<Service> services) {
    Map<SwarmNode, Load> loads = new LinkedHashMap<>();
    for (Service each : services) {
      for (Task task : each.taskList()) {
        SwarmNode node = task.node();
        if (node != null && task.desired() == Task.State.RUNNING) {
          Load load = loads.computeIfAbsent(node, n -> new Load());
          load.own += each == service ? 1 : 0;
          load.all++;
        }
      }
    }
    return loads;
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
