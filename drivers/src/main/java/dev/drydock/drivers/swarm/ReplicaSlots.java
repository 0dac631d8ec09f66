package dev.drydock.drivers.swarm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The slots of a service with replicas: which are too many, which are missing, and what is left of
/// those that nobody needs any more (swarmkit `manager/orchestrator/replicated`).
///
/// Differs from swarmkit: of slots that are alike the last one goes, not any.
final class ReplicaSlots {
  private final int wanted;

  /// Slot → its tasks that are wanted, or that nobody shall follow.
  private final TreeMap<Integer, List<Task>> live = new TreeMap<>();

  /// Slot → what was there.
  private final TreeMap<Integer, List<Task>> dead = new TreeMap<>();

  /// @param isRenewed whether tasks that nobody should follow are followed now
  ReplicaSlots(Service service, boolean isRenewed) {
    this.wanted = service.spec.mode().replicas();
    for (Task task : service.taskList()) {
      if (task.isWanted() || (task.isFinal && !isRenewed)) {
        live.computeIfAbsent(task.slot(), slot -> new ArrayList<>()).add(task);
      }
    }
    for (Task task : service.taskList()) {
      if (!live.containsKey(task.slot())) {
        dead.computeIfAbsent(task.slot(), slot -> new ArrayList<>()).add(task);
      }
    }
  }

  /// The tasks of slots that are too many: those that do not run, and those on the nodes that have
  /// the most.
  List<Task> excess() {
    List<Map.Entry<Integer, List<Task>>> slots = new ArrayList<>(live.entrySet());
    slots.sort(Comparator.comparing(each -> !runs(each.getValue())));
    Map<SwarmNode, Integer> counts = new LinkedHashMap<>();
    Map<Integer, Integer> places = new LinkedHashMap<>();
    for (Map.Entry<Integer, List<Task>> each : slots) {
      List<Task> tasks = each.getValue();
      SwarmNode node = tasks.size() == 1 ? tasks.getFirst().node : null;
      int place = node == null ? Integer.MAX_VALUE : counts.merge(node, 1, Integer::sum);
      places.put(each.getKey(), place);
    }
    slots.sort(Comparator.comparing(each -> places.getOrDefault(each.getKey(), 0)));
    List<Task> tasks = new ArrayList<>();
    for (int i = wanted; i < slots.size(); i++) {
      tasks.addAll(slots.get(i).getValue());
    }
    return tasks;
  }

  private static boolean runs(List<Task> tasks) {
    return tasks.stream().anyMatch(task -> task.state == Task.State.RUNNING);
  }

  /// The slots that are missing, the lowest numbers first.
  List<Integer> missing() {
    List<Integer> slots = new ArrayList<>();
    for (int slot = 1; live.size() + slots.size() < wanted; slot++) {
      if (!live.containsKey(slot)) {
        slots.add(slot);
      }
    }
    return slots;
  }

  /// The tasks of slots that are not used any more, nor again.
  List<Task> dead() {
    List<Integer> again = missing();
    List<Task> tasks = new ArrayList<>();
    dead.forEach((slot, old) -> {
      if (!again.contains(slot)) {
        tasks.addAll(old);
      }
    });
    return tasks;
  }
}
