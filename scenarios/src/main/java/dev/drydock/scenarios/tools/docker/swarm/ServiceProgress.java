package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.swarm.Service;
import dev.drydock.drivers.swarm.ServiceSpec;
import dev.drydock.drivers.swarm.SwarmNode;
import dev.drydock.drivers.swarm.Task;
import dev.drydock.drivers.swarm.UpdateStatus;
import dev.drydock.scenarios.tools.Shell;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.Flags;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What `docker service create` and `update` show until the tasks run and are stable (docker/cli
/// `command/service/progress`), as it stands on a terminal in the end.
final class ServiceProgress {
  /// What a user waits at most for tasks to run; the real command waits for ever.
  private static final long CONVERGE_NANOS = 60_000_000_000L;

  private static final int BARS_MAX = 20;
  private static final int BAR_COLUMNS = 50;
  private static final int STEPS = 9; // maxProgress
  private static final int PERCENT = 100;
  private static final int ERROR_CHARACTERS = 75;

  private final DockerCall call;
  private final Service service;

  /// What the service is called by whoever waits.
  private final String reference;

  ServiceProgress(DockerCall call, Service service, String reference) {
    this.call = call;
    this.service = service;
    this.reference = reference;
  }

  /// Waits until all tasks run, and says so; gives up as a user does who interrupts it.
  int show() {
    return run(false);
  }

  /// The same, unless `-d` is given; with `-q` only what went wrong is said.
  int show(Flags.Given given) {
    return given.has("detach") ? 0 : run(given.has("quiet"));
  }

  private int run(boolean isQuiet) {
    boolean done = service.spec().mode().isJob() ? awaitJob() : awaitStable();
    UpdateStatus status = service.updateStatus();
    if (!isQuiet) {
      overall(status != null && status.isRollback());
    }
    if (status != null && status.isPaused()) {
      String what = status.isRollback() ? "rollback" : "update";
      call.err("service " + what + " paused: " + status.message());
      return 1;
    }
    if (isQuiet) {
      return 0;
    }
    if (!done) {
      call.out("Operation continuing in background.");
      call.out("Use `docker service ps " + service.id() + "` to check progress.");
      return 0;
    }
    if (service.spec().mode().isJob()) {
      call.out("job complete");
      return 0;
    }
    if (status != null && status.isRollback()) {
      call.out("rollback: " + status.message());
    }
    String which = call.client().waitsForStacks() ? reference + " " : "";
    call.out("verify: Service " + which + "converged");
    return 0;
  }

  private long deadline() {
    return call.engine().machine().loop().nowNanos() + CONVERGE_NANOS;
  }

  private boolean awaitJob() {
    return call.invocation().shell().await(service::hasConverged, deadline());
  }

  /// All tasks run, and go on doing so for as long as an update is watched.
  private boolean awaitStable() {
    Shell shell = call.invocation().shell();
    long deadline = deadline();
    long monitor = service.spec().upkeep().updates().failure().monitorNanos();
    while (shell.await(this::isSettled, deadline)) {
      if (isPaused()) {
        return false;
      }
      long now = call.engine().machine().loop().nowNanos();
      if (!shell.await(() -> !service.hasConverged(), now + monitor)) {
        return true;
      }
    }
    return false;
  }

  private boolean isSettled() {
    return isPaused() || service.hasConverged();
  }

  private boolean isPaused() {
    UpdateStatus status = service.updateStatus();
    return status != null && status.isPaused();
  }

  private void overall(boolean isRollback) {
    boolean isJob = service.spec().mode().isJob();
    int wanted = isJob ? service.completions() : service.wanted();
    if (isJob) {
      call.out("job progress: " + service.completed() + " out of " + wanted + " complete");
      int active = Math.min(service.wanted(), wanted - service.completed());
      call.out("active tasks: " + service.serving() + " out of " + active + " tasks");
    } else {
      String how = isRollback ? "rolling back update: " : "";
      call.out("overall progress: " + how + service.serving() + " out of " + wanted + " tasks");
    }
    if (wanted > BARS_MAX) {
      return;
    }
    int at = 0;
    for (Task task : newest().values()) {
      at++;
      SwarmNode node = task.node();
      boolean isGlobal = service.spec().mode().isGlobal();
      String place =
          isGlobal && node != null ? TaskTable.shortened(node.id(), false) : at + "/" + wanted;
      call.out(place + ": " + bar(task));
    }
  }

  /// The tasks that are to run, or ended well, by their places.
  private Map<String, Task> newest() {
    Map<String, Task> tasks = new TreeMap<>(Comparator.comparing(ServiceProgress::padded));
    for (Task task : service.tasks()) {
      boolean isOver = task.desired() == Task.State.SHUTDOWN;
      ServiceSpec.Mode mode = service.spec().mode();
      boolean isBeyond = mode.isJob() && !mode.isGlobal() && task.slot() >= mode.replicas();
      if (!isOver && !isBeyond && task.desired() != Task.State.REMOVE) {
        tasks.put(task.name(), task);
      }
    }
    return tasks;
  }

  /// Numbers at the end in the order of numbers.
  private static String padded(String name) {
    int dot = name.lastIndexOf('.');
    String last = name.substring(dot + 1);
    return name.substring(0, dot) + "0".repeat(Math.max(0, 26 - last.length())) + last;
  }

  private static String bar(Task task) {
    if (!task.error().isEmpty()) {
      String error = task.error();
      boolean isLong = error.length() > ERROR_CHARACTERS;
      return isLong ? error.substring(0, ERROR_CHARACTERS - 1) + "…" : error;
    }
    String state = task.state().word().toLowerCase(Locale.ROOT);
    int step = step(task.state());
    if (step == 0) {
      return state;
    }
    int full = step * PERCENT / STEPS * BAR_COLUMNS / PERCENT;
    String left = " ".repeat(BAR_COLUMNS - full);
    return "%-9s [%s>%s]".formatted(state, "=".repeat(full), left);
  }

  /// How far a task is (`numberedStates`); 0 for one that comes no further.
  private static int step(Task.State state) {
    return switch (state) {
      case NEW -> 1;
      case PENDING -> 3;
      case ASSIGNED -> 4;
      case PREPARING -> 6;
      case READY -> 7;
      case STARTING -> 8;
      case RUNNING, COMPLETE -> STEPS;
      case SHUTDOWN, FAILED, REJECTED, ORPHANED, REMOVE -> 0;
    };
  }
}
