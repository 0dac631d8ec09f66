package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.wire.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// How tasks are ended (Docker `daemon/cluster/executor/container`, `controller.Shutdown`). One
/// that others can be led to is taken out of balancers and names first, and is stopped when all
/// nodes have heard of it; what takes its place waits for that.
///
/// ```
///   1 s -> nobody is led to it any more -> 2 s -> its container is stopped -> grace -> the next
/// ```
///
/// Before that a second passes for one that runs: its node gives up waiting for its end, and takes
/// that for something to be tried again (swarmkit `agent/task.go`, `ErrTaskRetry`; 1.1 to 1.3 s
/// from the command to the next step with Docker 20.10.24).
final class TaskEndings {
  /// `defaultGossipConvergeDelay`.
  static final long CONVERGE_NANOS = 2_000_000_000L;

  /// What is said of a task that may not stay where it is.
  static final String NOT_MET = "assigned node no longer meets constraints";

  private static final long RETRY_NANOS = 1_000_000_000L;

  private final EventLoop loop;
  private final Swarm swarm;
  private final Consumer<Task> freed;

  /// Task that is about to end → what follows.
  private final Map<Task, List<Runnable>> ending = new LinkedHashMap<>();

  /// @param freed is told when a task was stopped: what it held is free
  TaskEndings(EventLoop loop, Swarm swarm, Consumer<Task> freed) {
    this.loop = loop;
    this.swarm = swarm;
    this.freed = freed;
  }

  /// Whether a task is about to end.
  boolean isEnding(Task task) {
    return ending.containsKey(task);
  }

  /// Does something once a task that is about to end has ended.
  void after(Task task, Runnable next) {
    ending.computeIfAbsent(task, t -> new ArrayList<>()).add(next);
  }

  /// Ends a task; a node that is not heard goes on as it was.
  void end(Task task, Task.State how) {
    boolean wasWanted = task.isWanted();
    task.isFinal = false;
    task.desired = how;
    if (isEnding(task) || (task.isLeft && !task.state.isOver())) {
      return;
    }
    loop.cancel(task);
    SwarmNode node = task.node;
    if (node != null && swarm.nodeList().contains(node) && node.isLost()) {
      node.tasks().whenHeard(() -> finish(task, wasWanted));
    } else {
      finish(task, wasWanted);
    }
  }

  /// A node gives a task away.
  ///
  /// @param isRejected whether it must not have it (swarmkit `constraintenforcer`)
  void takeAway(Task task, boolean isRejected) {
    end(task, Task.State.SHUTDOWN);
    if (isRejected && isEnding(task)) {
      task.state = Task.State.REJECTED;
      task.error = NOT_MET;
      task.meta = swarm.revisions().changed(task.meta);
    }
  }

  private void finish(Task task, boolean wasWanted) {
    SwarmNode node = task.node;
    if (!wasWanted || task.state.isOver()) {
      clear(task);
      return;
    }
    task.sinceNanos = loop.nowNanos(); // the node reports its state anew, without its ports
    task.isTold = true;
    if (node != null && task.state == Task.State.RUNNING && isHere(node)) {
      ending.put(task, new ArrayList<>());
      task.then(() -> hide(task, node));
      loop.scheduleAfter(task, RETRY_NANOS);
    } else if (node != null) {
      hide(task, node);
    } else {
      stop(task);
    }
  }

  /// Nobody is led to it any more.
  private void hide(Task task, SwarmNode node) {
    if (isFound(task, node)) {
      ending.putIfAbsent(task, new ArrayList<>());
      node.tasks().serve(task, false);
      task.then(() -> stop(task));
      loop.scheduleAfter(task, CONVERGE_NANOS);
    } else {
      stop(task);
    }
  }

  /// Its program has its time to end.
  private void stop(Task task) {
    ending.putIfAbsent(task, new ArrayList<>());
    SwarmNode node = task.node;
    if (node != null && !task.container.isEmpty()) {
      node.tasks().stop(task, task.stopOptions(), () -> over(task));
    } else {
      over(task);
    }
  }

  /// Whether anybody may be led to it (`hasServiceBinding`).
  private boolean isFound(Task task, SwarmNode node) {
    boolean runs = task.state == Task.State.STARTING || task.state == Task.State.RUNNING;
    return (runs || task.isServing) && !task.addresses().isEmpty() && isHere(node);
  }

  private boolean isHere(SwarmNode node) {
    return node.isUp() && swarm.nodeList().contains(node);
  }

  /// Nobody can end a task any more; its addresses are free, and what waits for it goes on.
  void forget(Task task) {
    loop.cancel(task);
    release(task);
    waitNoLonger(task);
  }

  /// What waits for the end of a task goes on.
  void waitNoLonger(Task task) {
    List<Runnable> next = ending.remove(task);
    if (next != null) {
      next.forEach(Runnable::run);
    }
  }

  private void over(Task task) {
    List<Runnable> next = ending.remove(task);
    if (next == null) {
      return; // somebody was in a hurry
    }
    if (task.node == null) {
      task.error = "";
    }
    if (task.state != Task.State.REJECTED) { // which comes after all others
      task.state = Task.State.SHUTDOWN;
      task.sinceNanos = loop.nowNanos();
    }
    task.meta = swarm.revisions().changed(task.meta);
    release(task);
    clear(task);
    next.forEach(Runnable::run);
    freed.accept(task);
  }

  private static void clear(Task task) {
    SwarmNode node = task.node;
    if (task.desired == Task.State.REMOVE) {
      if (node != null && !task.container.isEmpty()) {
        node.tasks().remove(task);
      }
      task.service().taskList().remove(task);
    }
  }

  /// Gives a task's addresses back.
  void release(Task task) {
    Map<SwarmNetwork, IpAddress> addresses = new LinkedHashMap<>(task.addresses());
    task.addresses().clear();
    for (Map.Entry<SwarmNetwork, IpAddress> entry : addresses.entrySet()) {
      SwarmNetwork network = entry.getKey();
      network.give(entry.getValue());
      if (task.node != null) {
        task.node.cluster().dropIfIdle(network);
      }
    }
  }
}
