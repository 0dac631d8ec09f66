package dev.drydock.drivers.swarm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How many tasks each node is to run, counted once for all tasks that are placed together.
final class Loads {
  private final Map<SwarmNode, Load> byNode = new LinkedHashMap<>();

  /// Counts the tasks of these services that are placed; those of global services have their nodes
  /// before (`nodeinfo.go`, `addTask`).
  Loads(List<Service> services) {
    for (Service service : services) {
      for (Task task : service.taskList()) {
        boolean isPlaced = task.state().compareTo(Task.State.PENDING) > 0;
        if (isPlaced && task.node() != null && task.isWanted() && !task.state().isOver()) {
          add(task);
        }
      }
    }
  }

  /// The tasks of one node.
  private static final class Load {
    long all;
    final Map<Service, Long> byService = new LinkedHashMap<>();
  }

  /// A task has its node.
  void add(Task task) {
    SwarmNode node = task.node();
    if (node != null) {
      Load load = byNode.computeIfAbsent(node, n -> new Load());
      load.all++;
      load.byService.merge(task.service(), 1L, Long::sum);
    }
  }

  /// All tasks of a node.
  long of(SwarmNode node) {
    Load load = byNode.get(node);
    return load == null ? 0 : load.all;
  }

  /// Those of a service.
  long of(SwarmNode node, Service service) {
    Load load = byNode.get(node);
    return load == null ? 0 : load.byService.getOrDefault(service, 0L);
  }
}
