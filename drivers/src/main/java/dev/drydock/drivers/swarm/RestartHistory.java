package dev.drydock.drivers.swarm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How often tasks of a place have followed others, and whether another one may (swarmkit
/// `manager/orchestrator/restart`).
final class RestartHistory {
  /// Service → place (a slot or a node) → what happened there.
  private final Map<Service, Map<Object, Restarted>> places = new LinkedHashMap<>();

  /// The followers of one place.
  ///
  /// @param spec what they are made of: older ones do not count
  /// @param nanos when each of them was made
  private record Restarted(ServiceSpec spec, int force, List<Long> nanos) {
    boolean isOf(Task task) {
      return spec.equals(task.spec()) && force == task.force;
    }
  }

  /// Whether a task may follow one that has ended or cannot stay (`ShouldRestart`).
  boolean allows(Task task, long nowNanos) {
    ServiceSpec.Restarts policy = task.spec().upkeep().restarts();
    boolean isDone = task.state == Task.State.COMPLETE;
    boolean endsWell = task.service().spec.mode().isJob() && isDone;
    boolean applies =
        switch (policy.condition()) {
          case ANY -> !endsWell;
          case ON_FAILURE -> !isDone;
          case NONE -> false;
        };
    if (!applies || policy.maxAttempts() == 0) {
      return applies;
    }
    Map<Object, Restarted> of = places.getOrDefault(task.service(), Map.of());
    Restarted known = of.get(task.place());
    if (known == null || !known.isOf(task)) {
      return true;
    }
    if (policy.windowNanos() > 0) {
      known.nanos().removeIf(each -> each <= nowNanos - policy.windowNanos());
    }
    return known.nanos().size() < policy.maxAttempts();
  }

  /// A task follows another one.
  void record(Task follower, long nowNanos) {
    if (follower.spec().upkeep().restarts().maxAttempts() == 0) {
      return;
    }
    Map<Object, Restarted> of =
        places.computeIfAbsent(follower.service(), s -> new LinkedHashMap<>());
    Restarted known = of.get(follower.place());
    if (known == null || !known.isOf(follower)) {
      known = new Restarted(follower.spec(), follower.force, new ArrayList<>());
      of.put(follower.place(), known);
    }
    known.nanos().add(nowNanos);
  }

  /// A service is gone.
  void forget(Service service) {
    places.remove(service);
  }
}
