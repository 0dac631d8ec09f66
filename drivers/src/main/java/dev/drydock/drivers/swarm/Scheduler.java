package dev.drydock.drivers.swarm;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where tasks go (swarmkit `manager/scheduler`): of the nodes that may have a task, those of the
/// group with the fewest tasks of the service when groups are preferred, then the one that has the
/// fewest tasks of the service, then the fewest of all.
final class Scheduler {
  private final Swarm swarm;
  private final Loads loads;

  /// How many nodes each check turned away, for `pipeline.Explain`.
  private final Map<Check, Integer> refused = new EnumMap<>(Check.class);

  private Scheduler(Swarm swarm, Loads loads) {
    this.swarm = swarm;
    this.loads = loads;
  }

  /// What a node is asked, in this order (`scheduler/filter.go`).
  private enum Check {
    READY("1 node not available for new tasks", "%d nodes not available for new tasks"),
    RESOURCES("insufficient resources on 1 node", "insufficient resources on %d nodes"),
    CONSTRAINTS(
        "scheduling constraints not satisfied on 1 node",
        "scheduling constraints not satisfied on %d nodes"),
    HOST_PORT(
        "host-mode port already in use on 1 node", "host-mode port already in use on %d nodes"),
    MAX_REPLICAS("max replicas per node limit exceed", "max replicas per node limit exceed");

    private final String one;
    private final String many;

    Check(String one, String many) {
      this.one = one;
      this.many = many;
    }

    String text(int nodes) {
      return nodes == 1 ? one : many.replace("%d", Integer.toString(nodes));
    }
  }

  /// Where a task goes.
  ///
  /// @param node null for nowhere
  /// @param error why nowhere
  record Choice(@Nullable SwarmNode node, String error) {}

  /// Finds a node for a task; one of a global service has its node and is only looked at.
  static Choice choose(Task task, Swarm swarm, Loads loads) {
    Scheduler scheduler = new Scheduler(swarm, loads);
    List<SwarmNode> fit = new ArrayList<>();
    for (SwarmNode node : task.node == null ? swarm.nodeList() : List.of(task.node)) {
      Check wrong = scheduler.refuses(node, task);
      if (wrong == null) {
        fit.add(node);
      } else {
        scheduler.refused.merge(wrong, 1, Integer::sum);
      }
    }
    SwarmNode node = scheduler.best(fit, task.service());
    boolean isGlobal = task.node != null;
    return new Choice(node, node == null ? scheduler.explanation(isGlobal) : "");
  }

  private @Nullable Check refuses(SwarmNode node, Task task) {
    ServiceSpec spec = task.service().spec;
    if (!node.isHeard() || node.availability() != Availability.ACTIVE) {
      return Check.READY;
    }
    if (!hasRoom(node, task)) {
      return Check.RESOURCES;
    }
    if (!Constraints.allow(node, spec.placement().constraints())) {
      return Check.CONSTRAINTS;
    }
    if (hasPort(node, spec)) {
      return Check.HOST_PORT;
    }
    int most = spec.placement().maxPerNode();
    return most > 0 && loads.of(node, task.service()) >= most ? Check.MAX_REPLICAS : null;
  }

  /// Whether a node has left what is to be kept for a task: of tasks there that have not ended,
  /// those that are to end included, each has its share (`scheduler/nodeinfo.go`).
  private boolean hasRoom(SwarmNode node, Task task) {
    TaskResources wanted = resources(task);
    if (!wanted.hasReservations()) {
      return true;
    }
    long nanoCpus = TaskResources.Amount.OF_A_NODE.nanoCpus();
    long memoryBytes = TaskResources.Amount.OF_A_NODE.memoryBytes();
    for (Task other : swarm.serviceStore().everyTask()) {
      boolean isThere = other.state.compareTo(Task.State.PENDING) > 0 && !other.state.isOver();
      if (other != task && other.node == node && isThere) {
        TaskResources.Amount kept = resources(other).reserved();
        nanoCpus -= kept.nanoCpus();
        memoryBytes -= kept.memoryBytes();
      }
    }
    TaskResources.Amount amount = wanted.reserved();
    return amount.nanoCpus() <= nanoCpus && amount.memoryBytes() <= memoryBytes;
  }

  private static TaskResources resources(Task task) {
    return task.spec().workload().details().surroundings().resources();
  }

  /// Whether a port that a task takes on its node is taken there.
  private boolean hasPort(SwarmNode node, ServiceSpec spec) {
    for (ServiceSpec.Port port : spec.ports()) {
      if (port.isHost() && port.published() != 0 && isTaken(node, port)) {
        return true;
      }
    }
    return false;
  }

  private boolean isTaken(SwarmNode node, ServiceSpec.Port port) {
    for (Service service : swarm.services()) {
      for (Task task : service.taskList()) {
        boolean isHere = task.node == node && !task.state.isOver();
        if (isHere && task.state != Task.State.NEW && task.state != Task.State.PENDING) {
          for (ServiceSpec.Port other : task.spec().ports()) {
            if (other.isHost()
                && other.published() == port.published()
                && other.target().protocol() == port.target().protocol()) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  /// What turned nodes away, the most frequent first. Of a task that has its node already that
  /// alone is said (`taskFitNode`).
  private String explanation(boolean isGlobal) {
    List<Map.Entry<Check, Integer>> wrong = new ArrayList<>(refused.entrySet());
    wrong.sort((a, b) -> Integer.compare(b.getValue(), a.getValue()));
    List<String> texts = wrong.stream().map(e -> e.getKey().text(e.getValue())).toList();
    if (isGlobal) {
      return String.join("; ", texts);
    }
    return texts.isEmpty()
        ? "no suitable node"
        : "no suitable node (" + String.join("; ", texts) + ")";
  }

  private @Nullable SwarmNode best(List<SwarmNode> fit, Service service) {
    List<SwarmNode> nodes = fit;
    for (String key : service.spec.placement().spread()) {
      nodes = fewest(nodes, key, service);
    }
    SwarmNode best = null;
    long bestOwn = 0;
    long bestAll = 0;
    for (SwarmNode node : nodes) {
      long own = loads.of(node, service);
      long all = loads.of(node) + node.cluster().attachments();
      if (best == null || own < bestOwn || (own == bestOwn && all < bestAll)) {
        best = node;
        bestOwn = own;
        bestAll = all;
      }
    }
    return best;
  }

  /// Of groups of nodes with the same label, the one with the fewest tasks of the service.
  private List<SwarmNode> fewest(List<SwarmNode> nodes, String key, Service service) {
    Map<String, List<SwarmNode>> groups = new LinkedHashMap<>();
    for (SwarmNode node : nodes) {
      groups.computeIfAbsent(Constraints.label(node, key), k -> new ArrayList<>()).add(node);
    }
    List<SwarmNode> best = nodes;
    long bestCount = Long.MAX_VALUE;
    for (List<SwarmNode> group : groups.values()) {
      long count = group.stream().mapToLong(node -> loads.of(node, service)).sum();
      if (count < bestCount) {
        best = group;
        bestCount = count;
      }
    }
    return best;
  }
}
