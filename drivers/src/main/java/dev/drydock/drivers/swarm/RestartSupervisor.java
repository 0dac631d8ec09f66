package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import java.util.List;

/// What takes the place of a task that has ended or cannot stay, and when (swarmkit
/// `manager/orchestrator/restart`, `Supervisor`). Whoever follows is made at once, and starts when
/// the delay of its service is over and the one before it has ended.
final class RestartSupervisor {
  private final Orchestrator orchestrator;
  private final EventLoop loop;
  private final TaskEndings endings;
  private final RestartHistory history = new RestartHistory();

  RestartSupervisor(Orchestrator orchestrator, EventLoop loop, TaskEndings endings) {
    this.orchestrator = orchestrator;
    this.loop = loop;
    this.endings = endings;
  }

  /// Whether another task may follow one as it is now (`ShouldRestart`).
  boolean allows(Task task) {
    return history.allows(task, loop.nowNanos());
  }

  /// A task has ended by itself (`Restart`).
  void ended(Task task) {
    if (isOnPaused(task)) {
      task.desired = Task.State.SHUTDOWN;
    } else if (task.desired == Task.State.READY) {
      task.isFollowed = true; // as soon as it would have started
    } else if (task.isWanted()) {
      boolean again = allows(task);
      task.desired = Task.State.SHUTDOWN;
      follow(task, again, delayNanos(task));
    }
  }

  /// No task of a global service follows on a node that takes no more of them (`tickTasks`).
  private static boolean isOnPaused(Task task) {
    SwarmNode node = task.node;
    return task.service().spec.mode().isGlobal()
        && node != null
        && node.availability() == Availability.PAUSE;
  }

  /// Another task follows one that is over, if it may.
  void follow(Task old) {
    follow(old, allows(old), delayNanos(old));
  }

  /// Another task follows one, or that one remains the last of its place.
  ///
  /// @param again whether another one may follow
  /// @param delayNanos how long it waits before it starts
  void follow(Task old, boolean again, long delayNanos) {
    old.isFinal = !again;
    if (!again) {
      return;
    }
    boolean waits = delayNanos > 0 || endings.isEnding(old);
    Task task = successor(old, waits ? Task.State.READY : old.service().running);
    history.record(task, loop.nowNanos());
    if (delayNanos > 0) {
      loop.scheduleAfter(new DelayedStart(task, old), delayNanos);
    } else if (waits) {
      endings.after(old, () -> startNow(task));
    }
  }

  private static long delayNanos(Task task) {
    return task.spec().upkeep().restarts().delayNanos();
  }

  /// Makes a task in the place of another one, which starts once that one has ended.
  Task replace(Task old) {
    if (!endings.isEnding(old)) {
      return successor(old, old.service().running);
    }
    Task task = successor(old, Task.State.READY);
    endings.after(old, () -> startNow(task));
    return task;
  }

  private Task successor(Task old, Task.State desired) {
    Service service = old.service();
    Task task = orchestrator.add(service, old.slot());
    task.desired = desired;
    task.assign(service.spec.mode().isGlobal() ? old.node : null);
    orchestrator.forgetOld(task);
    orchestrator.begin(service, List.of(task));
    return task;
  }

  /// The time before a task starts is over (`DelayStart`), which may have to wait for the end of
  /// the one before it.
  private final class DelayedStart extends Event {
    private final Task task;
    private final Task old;

    DelayedStart(Task task, Task old) {
      this.task = task;
      this.old = old;
    }

    @Override
    protected void fire() {
      if (endings.isEnding(old)) {
        endings.after(old, () -> startNow(task));
      } else {
        startNow(task);
      }
    }
  }

  /// `StartNow`.
  private void startNow(Task task) {
    if (task.desired != Task.State.READY) {
      return;
    }
    task.desired = task.service().running;
    if (task.isFollowed) {
      ended(task);
    } else if (task.state == Task.State.READY) {
      orchestrator.start(task);
    }
  }

  /// A service is gone.
  void forget(Service service) {
    history.forget(service);
  }
}
