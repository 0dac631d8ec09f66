package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.EventLoop;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Images;
import java.util.function.Consumer;

/// How a task comes from its node to a container that runs (swarmkit `agent/exec/controller.go`,
/// `Do`; Docker `daemon/cluster/executor/container/controller.go`, `Prepare` and `Start`), and when
/// the managers hear of that (swarmkit `manager/dispatcher`, `UpdateTaskStatus`).
///
/// ```
///   the managers| ASSIGNED - 80 ms -> PREPARING - 70 ms -> STARTING ------------------> RUNNING
///   the node    |             (0.72 s: a network)  created - 50 ms -> networks - 0.5 s -> process
/// ```
///
/// Images that are there cost no time. A container is `Created` 0.2 to 0.27 s after its service was
/// made; 25 to 60 ms later its networks, rules and ports are there, and when its process has begun,
/// the managers know within 0.1 s (20.10.24 on two hosts, four services; of eleven more without a
/// new network nine were seen to run 0.6 to 1.0 s after they were made). One that `docker run`
/// starts while a network is made is on that network, and on docker_gwbridge, first (seven times of
/// seven).
///
/// Names and virtual addresses lead to a task before it is known to run (`activateServiceBinding`).
final class TaskStart {
  /// Until the node has heard of a task and begins.
  private static final long DISPATCH_NANOS = 2_000_000L;

  /// Making a network of the swarm on a node that does not have it: as long as for `ingress`, and
  /// recorded as 0.6 to 1.3 s.
  private static final long NETWORK_NANOS = 720_000_000L;

  /// Until managers hear that a node begins; 0.09 to 0.19 s are recorded.
  private static final long BEGIN_NANOS = 80_000_000L;

  /// Until they hear that it has all that the container needs: 0.05 to 0.15 s.
  private static final long PREPARE_NANOS = 70_000_000L;

  /// From a container to its networks.
  private static final long CONNECT_NANOS = 50_000_000L;

  /// From there to its process: 0.45 to 1 s.
  private static final long PROCESS_NANOS = 500_000_000L;

  /// From the process to where it is found.
  private static final long BIND_NANOS = 1_000_000L;

  /// Until managers hear that it runs.
  private static final long REPORT_NANOS = 50_000_000L;

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
    if (!task.container.isEmpty()) {
      start(task);
    } else {
      after(BEGIN_NANOS, task, () -> step(task, node -> makeNetworks(task, node)));
    }
  }

  private void makeNetworks(Task task, SwarmNode node) {
    orchestrator.enter(task, Task.State.PREPARING);
    boolean hasAll = task.addresses().keySet().stream().allMatch(each -> isThere(each, node));
    after(hasAll ? 0 : NETWORK_NANOS, task, () -> step(task, each -> fetch(task, each)));
  }

  /// That of published ports is made with the node.
  private static boolean isThere(SwarmNetwork network, SwarmNode node) {
    return network.isIngress() || node.cluster().isUsing(network);
  }

  /// A node whose container is not made, since nobody has the image, goes on to make it all the
  /// same, and says what it is missing (`controller.Prepare`).
  private void fetch(Task task, SwarmNode node) {
    String image = task.image();
    node.engine()
        .fetch(
            image,
            isThere -> {
              if (task.state != Task.State.PREPARING || task.isPending()) {
                return; // it was ended meanwhile
              }
              if (isThere) {
                after(PREPARE_NANOS, task, () -> step(task, each -> create(task, each)));
              } else {
                String why = "No such image: " + Images.full(image);
                step(task, each -> orchestrator.fail(task, Task.State.REJECTED, why));
              }
            });
  }

  private void create(Task task, SwarmNode node) {
    try {
      task.container = node.tasks().create(task);
    } catch (EngineException e) {
      orchestrator.fail(task, Task.State.REJECTED, e.text());
      return;
    }
    if (task.desired == Task.State.READY) {
      orchestrator.enter(task, Task.State.READY);
    } else {
      start(task);
    }
  }

  private void start(Task task) {
    orchestrator.enter(task, Task.State.STARTING);
    after(CONNECT_NANOS, task, () -> step(task, node -> connect(task, node)));
  }

  private void connect(Task task, SwarmNode node) {
    node.tasks().connect(task);
    after(PROCESS_NANOS, task, () -> step(task, each -> run(task, each)));
  }

  private void run(Task task, SwarmNode node) {
    node.tasks().start(task);
    if (!task.spec().workload().details().waitsForHealth()) {
      after(
          BIND_NANOS,
          task,
          () -> {
            node.tasks().serve(task, true);
            after(REPORT_NANOS, task, () -> started(task));
          });
    }
  }

  /// The next thing that a task's node does for it, unless the task is not wanted any more, or the
  /// node is away: one that is back is looked after by the next reconciliation.
  private void step(Task task, Consumer<SwarmNode> what) {
    SwarmNode node = task.node;
    if (node == null || !task.isWanted() || !node.isUp() || node.isLost()) {
      return;
    }
    try {
      what.accept(node);
    } catch (EngineException e) {
      orchestrator.fail(task, Task.State.FAILED, e.text());
    }
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
