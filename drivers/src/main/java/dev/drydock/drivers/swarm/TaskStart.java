package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.EventLoop;
import dev.drydock.drivers.EngineException;

/// How a task comes from its node to a container that runs (swarmkit `agent/exec/controller.go`,
/// `Do`; Docker `daemon/cluster/executor/container/controller.go`, `Prepare` and `Start`), and when
/// the managers hear of that (swarmkit `manager/dispatcher`, `UpdateTaskStatus`).
///
/// ```
///   the node    | (0.8 s: a network is made) container, names
///   the managers| ASSIGNED -- 0.08 s --> PREPARING -- 0.07 s --> STARTING -- 0.6 s --> RUNNING
/// ```
///
/// Of all that takes a node's time only the making of a network is heeded, which comes before the
/// container: one that `docker run` starts meanwhile is on that network, and on docker_gwbridge,
/// first (20.10.24, seven times of seven). Images are there, and processes start at once; that
/// work, and the reports of it, take the time until the managers know. Of eleven services of
/// 20.10.24 without a new network nine were seen to run 0.6 to 1.0 s after they were made.
///
/// Names and virtual addresses lead to a task before it is known to run (`activateServiceBinding`).
final class TaskStart {
  /// Until the node has heard of a task and begins.
  private static final long DISPATCH_NANOS = 2_000_000L;

  /// Making a network of the swarm on a node that does not have it: as long as for `ingress`, and
  /// recorded as 0.6 to 1.3 s.
  private static final long NETWORK_NANOS = 800_000_000L;

  /// From the container's start to where it is found.
  private static final long BIND_NANOS = 1_000_000L;

  /// Until managers hear that a node begins; 0.09 to 0.19 s are recorded.
  private static final long BEGIN_NANOS = 80_000_000L;

  /// Until they hear that it has all that the container needs: 0.05 to 0.15 s.
  private static final long PREPARE_NANOS = 70_000_000L;

  /// Until they hear that the container runs: 0.5 to 0.95 s.
  private static final long START_NANOS = 600_000_000L;

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
    } else if (task.addresses().keySet().stream().allMatch(each -> isThere(each, node))) {
      prepared(task, node);
    } else {
      after(BEGIN_NANOS, task, () -> makeNetworks(task));
    }
  }

  private void makeNetworks(Task task) {
    orchestrator.enter(task, Task.State.PREPARING);
    after(NETWORK_NANOS - BEGIN_NANOS, task, () -> prepared(task));
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
    if (task.spec().workload().details().waitsForHealth()) {
      orchestrator.enter(task, Task.State.STARTING);
      return;
    }
    after(
        BIND_NANOS,
        task,
        () -> {
          node.tasks().serve(task, true);
          report(task);
        });
  }

  /// The managers hear how far a task is whose container runs already.
  private void report(Task task) {
    switch (task.state) {
      case ASSIGNED -> after(BEGIN_NANOS, task, () -> goOn(task, Task.State.PREPARING));
      case PREPARING -> after(PREPARE_NANOS, task, () -> goOn(task, Task.State.STARTING));
      case READY -> goOn(task, Task.State.STARTING);
      case STARTING -> after(START_NANOS, task, () -> started(task));
      case NEW, PENDING, RUNNING, COMPLETE, SHUTDOWN, FAILED, REJECTED, ORPHANED, REMOVE -> {}
    }
  }

  private void goOn(Task task, Task.State state) {
    orchestrator.enter(task, state);
    report(task);
  }

  private void started(Task task) {
    SwarmNode node = task.node;
    if (node != null && node.isLost()) {
      node.tasks().whenHeard(() -> started(task));
      return;
    }
    Runnable end = task.earlyEnd;
    if (end != null) {
      end.run();
    } else if (task.state == Task.State.STARTING) {
      runs(task);
    }
  }

  /// The container of a task has ended; managers hear of its start before.
  void ended(Task task, Runnable then) {
    if (task.isPending() && !task.container.isEmpty() && isBegun(task.state)) {
      task.earlyEnd = then;
    } else {
      then.run();
    }
  }

  private static boolean isBegun(Task.State state) {
    return switch (state) {
      case ASSIGNED, PREPARING, READY, STARTING -> true;
      case NEW, PENDING, RUNNING -> false;
      case COMPLETE, SHUTDOWN, FAILED, REJECTED, ORPHANED, REMOVE -> false;
    };
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
