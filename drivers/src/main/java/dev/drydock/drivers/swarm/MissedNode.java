package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.Event;
import java.util.List;
import java.util.function.Consumer;

/// The moment at which managers miss a node that left, and with it the tasks that it had (swarmkit
/// `manager/dispatcher`, `markNodeNotReady`).
final class MissedNode extends Event {
  private final List<Task> tasks;
  private final Consumer<Task> missed;

  MissedNode(List<Task> tasks, Consumer<Task> missed) {
    this.tasks = List.copyOf(tasks);
    this.missed = missed;
  }

  @Override
  protected void fire() {
    tasks.forEach(missed);
  }
}
