package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One update of a service: how its tasks are replaced by newer ones, and what is done when those
/// fail (swarmkit `manager/orchestrator/update`).
///
/// ```
///   slot:  end the old task -> new task runs -> delay -> next slot      (stop-first)
///          new task runs -> end the old task -> delay -> next slot      (start-first)
///   all slots done -> watch for the monitoring period -> completed
/// ```
///
/// So many slots are at it at the same time as the service allows.
final class RollingUpdate {
  private static final long NOT_YET = -1;

  /// Until the updater has seen that there is nothing to do; who asks at once sees it at work.
  private static final long LOOK_NANOS = 2_000_000L;

  private final EventLoop loop;
  private final Replacing tasks;
  private final Service service;
  private final ServiceSpec.Updates config;

  /// The tasks of places that are still to be updated.
  private final Deque<List<Task>> queue = new ArrayDeque<>();

  /// The tasks that were wanted when it began.
  private final Set<Task> wanted = new LinkedHashSet<>();

  /// New task → when it began to run, of all that this update has made.
  private final Map<Task, Long> made = new LinkedHashMap<>();

  /// New task → those that end as soon as it runs.
  private final Map<Task, List<Task>> before = new LinkedHashMap<>();

  private final int places;
  private int busy;
  private int failures;
  private boolean isStopped;

  /// What is done to tasks and services.
  interface Replacing {
    /// Ends a task.
    void end(Task task);

    /// Whether a task is about to end.
    boolean isEnding(Task task);

    /// Makes a task in the place of another one and lets a node start it, once that one has ended.
    Task replace(Task old);

    /// Makes a service what it was before its last update.
    void rollBack(Service service, String why);
  }

  RollingUpdate(EventLoop loop, Replacing tasks, Service service) {
    this.loop = loop;
    this.tasks = tasks;
    this.service = service;
    UpdateStatus status = service.updateStatus;
    ServiceSpec.Upkeep upkeep = service.spec.upkeep();
    this.config = status != null && status.isRollback() ? upkeep.rollback() : upkeep.updates();
    Map<Object, List<Task>> byPlace = new LinkedHashMap<>();
    List<Task> bySlot = new ArrayList<>(service.taskList());
    bySlot.sort(Comparator.comparingInt(Task::slot));
    for (Task task : bySlot) {
      boolean isGone = service.spec.mode().isGlobal() && (task.isLeft || isOnPaused(task));
      if (!isGone && (task.isWanted() || task.isFinal)) {
        byPlace.computeIfAbsent(task.place(), p -> new ArrayList<>()).add(task);
      }
    }
    for (List<Task> place : byPlace.values()) {
      place.stream().filter(Task::isWanted).forEach(wanted::add);
      if (place.size() > 1 || !place.getFirst().isUpToDate()) {
        queue.add(place);
      }
    }
    this.places = queue.size();
  }

  /// A global service has nothing changed on a node that takes no more tasks (swarmkit
  /// `manager/orchestrator/global`, `reconcileServices`).
  private static boolean isOnPaused(Task task) {
    SwarmNode node = task.node;
    return node != null && node.availability() == Availability.PAUSE;
  }

  /// Begins. Without any task to replace there is no update.
  void start() {
    UpdateStatus status = service.updateStatus;
    if (queue.isEmpty()) {
      if (status != null && !status.isPaused()) {
        after(LOOK_NANOS, this::complete);
      }
      return;
    }
    if (status == null) {
      service.updateStatus =
          new UpdateStatus(UpdateStatus.State.UPDATING, "update in progress", loop.nowNanos(), 0);
    }
    service.update = this;
    goOn();
  }

  /// Another update takes over.
  void cancel() {
    isStopped = true;
    queue.clear();
  }

  private void goOn() {
    int most = config.parallelism() == 0 ? Integer.MAX_VALUE : config.parallelism();
    while (!isStopped && busy < most && !queue.isEmpty()) {
      begin(queue.removeFirst());
    }
    if (!isStopped && busy == 0 && queue.isEmpty()) {
      after(config.failure().monitorNanos(), this::complete);
    }
  }

  private void complete() {
    UpdateStatus status = service.updateStatus;
    if (!isStopped && status != null) {
      isStopped = true;
      service.updateStatus = status.completed(loop.nowNanos());
    }
  }

  private void begin(List<Task> place) {
    busy++;
    Task there = place.stream().filter(t -> t.isWanted() && t.isUpToDate()).findAny().orElse(null);
    if (there != null) {
      place.stream().filter(task -> task != there).forEach(tasks::end);
      rest();
      return;
    }
    boolean startsFirst = config.startsFirst();
    if (!startsFirst && isFollowed(place)) {
      rest();
      return;
    }
    if (!startsFirst) {
      place.forEach(tasks::end);
    }
    Task task =
        tasks.replace(place.stream().filter(tasks::isEnding).findAny().orElse(place.getFirst()));
    made.put(task, NOT_YET);
    if (startsFirst) {
      before.put(task, place);
    }
  }

  /// Whether the tasks of a place ended by themselves since the update began, so that another one
  /// follows already (`removeOldTasks`: `was already shut down when reached by updater`).
  private boolean isFollowed(List<Task> place) {
    Task first = place.getFirst();
    return place.stream().anyMatch(wanted::contains)
        && place.stream().noneMatch(Task::isWanted)
        && service.taskList().stream()
            .anyMatch(each -> each.isWanted() && each.place().equals(first.place()));
  }

  /// A task runs.
  void running(Task task) {
    Long known = made.get(task);
    if (known == null || known != NOT_YET) {
      return;
    }
    made.put(task, loop.nowNanos());
    List<Task> old = before.remove(task);
    if (old != null) {
      old.forEach(tasks::end);
    }
    rest();
  }

  /// A task ended by itself, or could not begin.
  void failed(Task task) {
    Long since = made.get(task);
    if (since == null) {
      return;
    }
    long monitorNanos = config.failure().monitorNanos();
    if (since == NOT_YET || loop.nowNanos() - since <= monitorNanos) {
      count(task);
    }
    if (since == NOT_YET) {
      made.put(task, loop.nowNanos());
      rest();
    }
  }

  private void count(Task task) {
    failures++;
    if (isStopped || (double) failures / places <= config.failure().maxRatio()) {
      return;
    }
    UpdateStatus status = service.updateStatus;
    boolean isRollback = status != null && status.isRollback();
    String why = " due to failure or early termination of task " + task.id();
    switch (config.failure().action()) {
      case CONTINUE -> {}
      case PAUSE -> pause(status, why);
      case ROLLBACK -> {
        if (isRollback) {
          pause(status, why);
        } else {
          cancel();
          tasks.rollBack(service, "update rolled back" + why);
        }
      }
    }
  }

  private void pause(@Nullable UpdateStatus status, String why) {
    cancel();
    if (status != null) {
      String what = status.isRollback() ? "rollback" : "update";
      service.updateStatus = status.paused(what + " paused" + why);
    }
  }

  /// A place is done, and the next one is for later.
  private void rest() {
    after(
        config.delayNanos(),
        () -> {
          busy--;
          goOn();
        });
  }

  private void after(long nanos, Runnable action) {
    if (nanos == 0) {
      action.run();
    } else {
      loop.scheduleAfter(new Later(action), nanos);
    }
  }

  /// What happens after a time.
  private static final class Later extends Event {
    private final Runnable action;

    Later(Runnable action) {
      this.action = action;
    }

    @Override
    protected void fire() {
      action.run();
    }
  }
}
