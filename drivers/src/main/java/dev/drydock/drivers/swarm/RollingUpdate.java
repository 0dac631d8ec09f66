package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import org.jspecify.annotations.Nullable;

/// How the tasks of services are replaced by newer ones (swarmkit `manager/orchestrator/update`).
///
/// ```
///   slot:  end the old task -> new task runs -> delay -> next slot      (stop-first)
///          new task runs -> end the old task -> delay -> next slot      (start-first)
/// ```
///
/// So many slots are at it at the same time as the service allows.
final class RollingUpdate {
  private final EventLoop loop;
  private final Replacing tasks;

  /// What is done to tasks.
  interface Replacing {
    /// Ends a task.
    void end(Task task);

    /// Makes a task in the place of another one and lets a node start it.
    Task replace(Task old);
  }

  RollingUpdate(EventLoop loop, Replacing tasks) {
    this.loop = loop;
    this.tasks = tasks;
  }

  /// Goes on with a service, as far as it may be.
  void roll(Service service) {
    int parallelism = service.spec.updates().parallelism();
    int most = parallelism == 0 ? Integer.MAX_VALUE : parallelism;
    while (service.isRolling && service.updating < most) {
      Task old = next(service);
      if (old == null) {
        service.isRolling = service.updating > 0;
        return;
      }
      begin(old);
    }
  }

  /// The task of the lowest slot that is out of date; null when there is none.
  private static @Nullable Task next(Service service) {
    Task next = null;
    for (Task task : service.taskList()) {
      boolean isOld =
          task.desired == Task.State.RUNNING
              && task.version < service.version
              && !task.isBeingReplaced;
      if (isOld && (next == null || task.slot() < next.slot())) {
        next = task;
      }
    }
    return next;
  }

  private void begin(Task old) {
    Service service = old.service();
    service.updating++;
    old.isBeingReplaced = true;
    boolean startsFirst = service.spec.updates().startsFirst();
    if (!startsFirst) {
      tasks.end(old);
    }
    Task task = tasks.replace(old);
    task.isUpdating = true;
    task.replaced = startsFirst ? old : null;
  }

  /// A task runs.
  void running(Task task) {
    Service service = task.service();
    Task old = task.replaced;
    if (old != null) {
      task.replaced = null;
      tasks.end(old);
    }
    long delayNanos = service.spec.updates().delayNanos();
    if (!task.isUpdating || delayNanos == 0) {
      left(task);
      roll(service);
    } else {
      task.isUpdating = false;
      loop.scheduleAfter(new Rest(service), delayNanos);
    }
  }

  /// A task ended, or need not be waited for.
  void left(Task task) {
    if (task.isUpdating) {
      task.isUpdating = false;
      task.service().updating--;
    }
  }

  /// The time after a slot is over.
  private final class Rest extends Event {
    private final Service service;

    Rest(Service service) {
      this.service = service;
    }

    @Override
    protected void fire() {
      service.updating--;
      roll(service);
    }
  }
}
