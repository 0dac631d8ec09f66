package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.EventLoop;
import dev.drydock.drivers.engine.StopOptions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The tasks of services: how many there are, and what follows those that end (swarmkit
/// `manager/orchestrator`, `scheduler`, `allocator`).
///
/// ```
///   NEW -> (addresses) -> ASSIGNED -> (balancer's address) -> [TaskStart] -> RUNNING
/// ```
final class Orchestrator implements RollingUpdate.Replacing {
  private final EventLoop loop;
  private final Swarm swarm;
  private final ServiceStore store;
  private final TaskEndings endings;
  private final RestartSupervisor restarts;
  private final TaskStart starts;

  /// Tasks for which there is no node now.
  private final Set<Task> pending = new LinkedHashSet<>();

  Orchestrator(EventLoop loop, Swarm swarm, ServiceStore store) {
    this.loop = loop;
    this.swarm = swarm;
    this.store = store;
    this.endings =
        new TaskEndings(
            loop,
            swarm,
            task -> {
              forgetOld(task);
              retry();
            });
    this.restarts = new RestartSupervisor(this, loop, endings);
    this.starts = new TaskStart(this, loop);
  }

  /// How tasks are ended.
  TaskEndings endings() {
    return endings;
  }

  // ---- how many --------------------------------------------------------------------------

  /// Makes the tasks that are missing, and ends those that are too many.
  void reconcile(Service service) {
    reconcile(List.of(service));
  }

  /// Tasks that are made get their addresses before the scheduler, which waits for more changes
  /// first (swarmkit `scheduler.go`, `commitDebounceGap`), finds nodes for those that have none.
  void reconcile(List<Service> services) {
    List<Task> known = new ArrayList<>();
    List<Task> made = new ArrayList<>();
    for (Service service : services) {
      known.addAll(service.tasks());
      List<Task> missing = missing(service);
      if (service.isAllocated()) {
        missing.forEach(this::allocate);
        made.addAll(missing);
      }
    }
    known.forEach(this::look);
    Loads loads = new Loads(store.all());
    made.forEach(task -> schedule(task, loads));
  }

  private List<Task> missing(Service service) {
    List<Task> made = new ArrayList<>();
    if (service.spec.mode().isGlobal()) {
      reconcileGlobal(service, made);
    } else if (service.spec.mode().isJob()) {
      reconcileJob(service, made);
    } else {
      reconcileReplicas(service, made);
    }
    return made;
  }

  /// Its networks have their subnets now.
  void begin(Service service) {
    begin(service, service.tasks().stream().filter(Orchestrator::isNew).toList());
  }

  private static boolean isNew(Task task) {
    return task.isWanted() && task.state == Task.State.NEW;
  }

  /// Tasks get their addresses and nodes, once their networks have subnets.
  void begin(Service service, List<Task> made) {
    if (!made.isEmpty() && service.isAllocated()) {
      Loads loads = new Loads(store.all());
      made.forEach(this::allocate);
      made.forEach(task -> schedule(task, loads));
    }
  }

  /// A task that found no node looks again; one that may not stay where it is goes.
  private void look(Task task) {
    if (!task.isWanted() || task.isLeft || !task.service().isAllocated() || task.state.isOver()) {
      return;
    }
    SwarmNode node = task.node;
    if (node == null || task.state == Task.State.PENDING) {
      schedule(task, new Loads(store.all()));
    } else if (!task.service().spec.mode().isGlobal()) {
      boolean fits = Constraints.allow(node, task.spec().placement().constraints());
      if (!mayHave(node)) {
        leave(task, node);
      } else if (isHeldUp(task, node)) {
        start(task);
      } else if (!fits) {
        node.tasks().stop(task, StopOptions.AT_ONCE, () -> {});
        fail(task, Task.State.REJECTED, TaskEndings.NOT_MET);
      }
    }
  }

  /// Whether its node was away when it should have begun.
  private static boolean isHeldUp(Task task, SwarmNode node) {
    boolean isBefore =
        task.state == Task.State.ASSIGNED
            || task.state == Task.State.PREPARING
            || task.state == Task.State.READY
            || (task.state == Task.State.STARTING && !node.tasks().isRunning(task));
    return isBefore && task.desired != Task.State.READY && !task.isPending();
  }

  private boolean mayHave(SwarmNode node) {
    return swarm.nodeList().contains(node)
        && node.isUp()
        && node.availability() != Availability.DRAIN;
  }

  /// A node is gone or gives its tasks away: they go on elsewhere.
  private void leave(Task task, SwarmNode node) {
    boolean again = restarts.allows(task);
    endings.end(task, Task.State.SHUTDOWN);
    boolean isDrained = node.availability() == Availability.DRAIN;
    restarts.follow(task, again, isDrained ? 0 : task.spec().upkeep().restarts().delayNanos());
  }

  private void reconcileGlobal(Service service, List<Task> made) {
    boolean isJob = service.spec.mode().isJob();
    for (SwarmNode node : swarm.nodes()) {
      boolean fits = Constraints.allow(node, service.spec.placement().constraints());
      List<Task> present =
          service.tasks().stream()
              .filter(t -> t.node == node && (t.isWanted() || t.isFinal))
              .filter(t -> !isJob || t.round == service.round)
              .toList();
      if (!mayHave(node) || !fits) {
        present.stream()
            .filter(t -> t.isWanted() && !t.state.isOver())
            .forEach(t -> endings.takeAway(t, mayHave(node)));
      } else if (present.isEmpty() && node.availability() == Availability.ACTIVE) {
        Task task = add(service, 0);
        task.assign(node);
        made.add(task);
      }
    }
    for (Task task : service.tasks()) {
      if (task.isWanted() && task.node != null && !swarm.nodeList().contains(task.node)) {
        endings.end(task, Task.State.SHUTDOWN);
      }
    }
  }

  /// A node has changed: what it kept of global services while it was paused is replaced at once,
  /// which is no update (swarmkit `manager/orchestrator/global`, `reconcileOneNode`).
  void renew(SwarmNode node) {
    if (!mayHave(node) || node.availability() != Availability.ACTIVE) {
      return;
    }
    for (Service service : store.all()) {
      if (service.spec.mode().isGlobal() && !service.spec.mode().isJob()) {
        List<Task> present =
            service.tasks().stream().filter(t -> t.node == node && t.isWanted()).toList();
        List<Task> old = present.stream().filter(t -> !t.isUpToDate()).toList();
        if (!old.isEmpty() && old.size() == present.size()) {
          Task task = add(service, 0);
          task.assign(node);
          begin(service, List.of(task));
        }
        old.forEach(this::end);
      }
    }
  }

  private void reconcileReplicas(Service service, List<Task> made) {
    UpdateStatus status = service.updateStatus;
    boolean goesBack = status != null && status.state() == UpdateStatus.State.ROLLBACK_STARTED;
    ReplicaSlots slots = new ReplicaSlots(service, goesBack);
    List<Integer> missing = slots.missing();
    List<Task> gone = slots.excess();
    gone.addAll(slots.dead());
    gone.forEach(task -> endings.end(task, Task.State.REMOVE));
    missing.forEach(slot -> made.add(add(service, slot)));
  }

  /// Slots of jobs are numbered from 0 (`jobs/replicated/reconciler.go`).
  private void reconcileJob(Service service, List<Task> made) {
    ServiceSpec.Mode mode = service.spec.mode();
    Set<Integer> slots = new LinkedHashSet<>();
    int under = 0;
    for (Task task : service.tasks()) {
      boolean isOfRound = task.round == service.round;
      if (!isOfRound && task.isWanted() && !task.state.isOver()) {
        endings.end(task, Task.State.REMOVE);
      } else if (isOfRound && task.state == Task.State.COMPLETE) {
        slots.add(task.slot());
      } else if (isOfRound && (task.isWanted() || task.isFinal)) {
        slots.add(task.slot());
        under += task.isWanted() ? 1 : 0;
      }
    }
    for (int slot = 0; slot < mode.replicas() && under < mode.concurrent(); slot++) {
      if (slots.add(slot)) {
        made.add(add(service, slot));
        under++;
      }
    }
  }

  // ---- from the wish to the container ----------------------------------------------------

  /// Makes a task of a service as it is now.
  Task add(Service service, int slot) {
    Task task = new Task(swarm.ids().next(), service, slot, swarm.revisions().made());
    task.desired = service.spec.mode().isJob() ? Task.State.COMPLETE : Task.State.RUNNING;
    service.taskList().add(task);
    return task;
  }

  /// A place keeps the last few of its tasks (`manager/orchestrator/taskreaper`).
  void forgetOld(Task one) {
    ServiceSpec.Restarts restarts = one.spec().upkeep().restarts();
    int limit = swarm.settings().taskHistory();
    if (restarts.maxAttempts() > 0) {
      limit = Math.max(limit, restarts.maxAttempts() + 1);
    }
    Object place = one.place();
    List<Task> there =
        one.service().taskList().stream().filter(t -> t.place().equals(place)).toList();
    int over = there.size() - limit;
    for (Task task : there) {
      if (over > 0 && !task.isWanted() && task.state.isOver()) {
        endings.end(task, Task.State.REMOVE);
        over--;
      }
    }
  }

  /// Gives a task its addresses.
  private void allocate(Task task) {
    swarm.revisions().allotted();
    for (SwarmNetwork network : task.service().networks()) {
      task.addresses().put(network, network.takeNext());
    }
  }

  private void schedule(Task task, Loads loads) {
    Scheduler.Choice choice = Scheduler.choose(task, swarm, loads);
    SwarmNode node = choice.node();
    if (node == null) {
      if (task.state != Task.State.PENDING) {
        enter(task, Task.State.PENDING);
      }
      pending.add(task);
      task.error = choice.error();
      return;
    }
    pending.remove(task);
    task.assign(node);
    task.error = "";
    loads.add(task);
    for (SwarmNetwork network : task.service().networks()) {
      network.balancerOf(node);
    }
    enter(task, Task.State.ASSIGNED);
    starts.dispatch(task);
  }

  /// Something is free: tasks that found no node look again.
  private void retry() {
    for (Task task : List.copyOf(pending)) {
      if (task.isWanted() && task.state == Task.State.PENDING) {
        schedule(task, new Loads(store.all()));
      } else {
        pending.remove(task);
      }
    }
  }

  /// A task has come to a state.
  void enter(Task task, Task.State state) {
    task.state = state;
    task.sinceNanos = loop.nowNanos();
    task.meta = swarm.revisions().changed(task.meta);
  }

  /// Lets the task's node make its container, once it may start.
  void start(Task task) {
    starts.prepare(task);
  }

  /// A task that is healthy runs; one that is not is ended.
  void healthChanged(Task task, boolean isHealthy) {
    SwarmNode node = task.node;
    if (node == null || !task.isWanted() || task.isPending()) {
      return;
    }
    if (isHealthy && task.state == Task.State.STARTING) {
      starts.runs(task);
    } else if (!isHealthy) {
      node.tasks().serve(task, false);
      String cause = ": dockerexec: unhealthy container";
      task.then(() ->
          node.tasks()
              .stop(
                  task, task.stopOptions(), () -> ended(task, node.tasks().exitCode(task), cause)));
      loop.scheduleAfter(task, task.addresses().isEmpty() ? 0 : TaskEndings.CONVERGE_NANOS);
    }
  }

  // ---- what follows ----------------------------------------------------------------------

  /// A task's container ended by itself.
  void exited(Task task, int exitCode) {
    starts.ended(task, () -> ended(task, exitCode, ""));
  }

  private void ended(Task task, int exitCode, String cause) {
    boolean isWell = exitCode == 0;
    String error = isWell ? "" : "task: non-zero exit (" + exitCode + ")" + cause;
    fail(task, isWell ? Task.State.COMPLETE : Task.State.FAILED, error);
  }

  /// A task has ended, and another may follow.
  void fail(Task task, Task.State how, String error) {
    if (!task.isWanted()) {
      return;
    }
    loop.cancel(task);
    enter(task, how);
    task.error = error;
    endings.release(task);
    RollingUpdate update = task.service().update;
    if (update != null) {
      update.failed(task);
    }
    boolean isJob = task.service().spec.mode().isJob();
    if (!isJob || how != Task.State.COMPLETE) {
      restarts.ended(task);
    }
    if (isJob) {
      reconcile(task.service());
    }
    retry();
  }

  // ---- updates ---------------------------------------------------------------------------

  @Override
  public Task replace(Task old) {
    return restarts.replace(old);
  }

  @Override
  public boolean isEnding(Task task) {
    return endings.isEnding(task);
  }

  @Override
  public void rollBack(Service service, String why) {
    store.rollBack(service, why);
  }

  @Override
  public void end(Task task) {
    endings.end(task, Task.State.SHUTDOWN);
  }

  // ---- the end ---------------------------------------------------------------------------

  /// A node leaves without a word: its tasks are what they were last, until the managers miss it;
  /// from then on others take their places (swarmkit `dispatcher.markNodeNotReady`; Docker 20.10.24
  /// on three hosts).
  ///
  /// @param downNanos when they do
  void leave(SwarmNode node, long downNanos) {
    List<Task> left = new ArrayList<>();
    for (Task task : store.everyTask()) {
      boolean isThere = task.node == node && !task.state.isOver();
      if (isThere && (task.state == Task.State.NEW || task.state == Task.State.PENDING)) {
        endings.end(task, Task.State.SHUTDOWN);
      } else if (isThere) {
        loop.cancel(task);
        task.leave();
        left.add(task);
      }
    }
    if (!left.isEmpty()) {
      loop.schedule(new MissedNode(left, this::miss), Math.max(downNanos, loop.nowNanos()));
    }
  }

  private void miss(Task task) {
    if (task.isWanted() && !task.state.isOver()) {
      boolean again = restarts.allows(task);
      endings.end(task, Task.State.SHUTDOWN);
      if (!task.service().spec.mode().isGlobal()) {
        restarts.follow(task, again, task.spec().upkeep().restarts().delayNanos());
      }
    }
    endings.waitNoLonger(task);
  }

  /// A node was removed: nobody hears what becomes of its tasks (swarmkit `controlapi/node.go`,
  /// `orphanNodeTasks`; those of global services are forgotten).
  void orphan(String node) {
    store.forget(node);
    for (Service service : store.all()) {
      for (Task task : service.tasks()) {
        if (task.nodeId().equals(node)) {
          orphan(task, service);
        }
      }
    }
  }

  private void orphan(Task task, Service service) {
    boolean wasWanted = task.isWanted();
    if (!task.state.isOver()) {
      endings.forget(task);
      enter(task, Task.State.ORPHANED);
    }
    if (service.spec.mode().isGlobal()) {
      service.taskList().remove(task);
    } else if (wasWanted) {
      task.desired = Task.State.SHUTDOWN;
      restarts.follow(task);
    }
  }

  /// A service is gone.
  void remove(Service service) {
    for (Task task : service.tasks()) {
      endings.end(task, Task.State.REMOVE);
    }
    restarts.forget(service);
  }
}
