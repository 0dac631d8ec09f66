package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.EventLoop;
import dev.drydock.drivers.EngineException;

/// How a task comes from its node to a container that runs (swarmkit `agent/exec/controller.go`,
/// `Do`; Docker `daemon/cluster/executor/container/controller.go`, `Prepare` and `Start`).
///
/// ```
///   ASSIGNED -> PREPARING --(0.8 s: a network is made)--> STARTING -> RUNNING
/// ```
///
/// Of all that takes time only the making of a network is heeded, which comes before the container:
/// one that `docker run` starts meanwhile is on that network, and on docker_gwbridge, first
/// (20.10.24, seven times of seven). Images are there, and processes start at once.
///
/// Names and virtual addresses lead to a task when it runs (`activateServiceBinding`).
final class TaskStart {
  /// Until the node has heard of a task and begins; 0.09 to 0.19 s are recorded.
  private static final long DISPATCH_NANOS = 2_000_000L;

  /// Making a network of the swarm on a node that does not have it: as long as for `ingress`, and
  /// recorded as 0.6 to 1.3 s.
  private static final long NETWORK_NANOS = 800_000_000L;

  /// From the container's start to the report of it; 0.7 to 0.95 s are recorded.
  private static final long START_NANOS = 1_000_000L;

  private final Orchestrator orchestrator;
  private final EventLoop loop;

  TaskStart(Orchestrator orchestrator, EventLoop loop) {
    this.orchestrator = orchestrator;
    this.loop = loop;
  }

  /// Tells a task's node of it.
  void dispatch(Task task) {
    after(DISPATCH_NANOS, task, () -> prepare(task));
  }

  /// Lets the node get ready what a task needs, or start one that waited for that.
  void prepare(Task task) {
    SwarmNode node = task.node;
    if (node == null || !mayGoOn(task, node)) {
      return; // a node that is back is looked after by the next reconciliation
    }
    if (task.state == Task.State.READY) {
      make(task, node);
      return;
    }
    orchestrator.enter(task, Task.State.PREPARING);
    if (task.addresses().keySet().stream().allMatch(each -> isThere(each, node))) {
      prepared(task, node);
    } else {
      after(NETWORK_NANOS, task, () -> prepared(task));
    }
  }

  /// That of published ports is made with the node.
  private static boolean isThere(SwarmNetwork network, SwarmNode node) {
    return network.isIngress() || node.cluster().isUsing(network);
  }

  private static boolean mayGoOn(Task task, SwarmNode node) {
    return task.isWanted() && node.isUp() && !node.isLost();
  }

  private void prepared(Task task) {
    SwarmNode node = task.node;
    if (node != null && mayGoOn(task, node)) {
      prepared(task, node);
    }
  }

  private void prepared(Task task, SwarmNode node) {
    node.engine().askRegistry(task.service().spec().workload().image()); // controller.Prepare
    if (task.desired == Task.State.READY) {
      orchestrator.enter(task, Task.State.READY);
    } else {
      make(task, node);
    }
  }

  private void make(Task task, SwarmNode node) {
    try {
      task.container = node.tasks().start(task);
    } catch (EngineException e) {
      boolean isMade = e.text().startsWith(NodeTasks.START_FAILED);
      orchestrator.fail(task, isMade ? Task.State.FAILED : Task.State.REJECTED, e.text());
      return;
    }
    orchestrator.enter(task, Task.State.STARTING);
    if (!task.spec().workload().details().waitsForHealth()) {
      after(START_NANOS, task, () -> runs(task));
    }
  }

  /// A task's container runs, and is healthy if it was asked.
  void runs(Task task) {
    SwarmNode node = task.node;
    if (node != null) {
      node.tasks().serve(task, true);
    }
    orchestrator.enter(task, Task.State.RUNNING);
    RollingUpdate update = task.service().update;
    if (update != null) {
      update.running(task);
    }
  }

  private void after(long nanos, Task task, Runnable next) {
    task.then(next);
    loop.scheduleAfter(task, nanos);
  }
}
