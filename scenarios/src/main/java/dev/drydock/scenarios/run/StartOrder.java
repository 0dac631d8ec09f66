package dev.drydock.scenarios.run;

import dev.drydock.scenarios.plan.ContainerPlan;
import dev.drydock.scenarios.plan.Plan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The order in which the containers of a plan start. On one machine that of the plan, which has a
/// container behind those it depends on. The nodes of a swarm start theirs side by side: the first
/// of each machine, then the second, whatever the order of machines in the file is.
final class StartOrder {
  private final Map<String, Integer> roundOfMachine = new LinkedHashMap<>();
  private final Map<String, Integer> roundOfService = new LinkedHashMap<>();
  private final List<Turn> turns = new ArrayList<>();

  private record Turn(ContainerPlan container, int round) {}

  private StartOrder() {}

  static List<ContainerPlan> of(Plan plan) {
    if (!plan.isSwarm()) {
      return plan.containers();
    }
    StartOrder order = new StartOrder();
    plan.containers().forEach(order::add);
    order.turns.sort(Comparator.comparingInt(Turn::round)); // those of a round stay in order
    return order.turns.stream().map(Turn::container).toList();
  }

  /// A container starts in the round behind the last one of its machine, and behind what it depends
  /// on.
  private void add(ContainerPlan container) {
    int round = roundOfMachine.getOrDefault(container.machine(), 0);
    for (ContainerPlan.Dependency dependency : container.dependencies()) {
      round = Math.max(round, roundOfService.getOrDefault(dependency.service(), -1) + 1);
    }
    turns.add(new Turn(container, round));
    roundOfMachine.put(container.machine(), round + 1);
    roundOfService.merge(container.origin().service(), round, Math::max);
  }
}
