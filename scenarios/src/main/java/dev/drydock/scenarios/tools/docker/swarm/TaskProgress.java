package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.swarm.Service;
import dev.drydock.drivers.swarm.ServiceSpec;
import dev.drydock.drivers.swarm.SwarmNode;
import dev.drydock.drivers.swarm.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// How far the tasks of a service are, as the command line sees it each time it asks (docker/cli
/// `command/service/progress`, `progressUpdater`).
abstract class TaskProgress {
  private static final int BARS_MAX = 20; // maxProgressBars
  private static final int STEPS = 9; // maxProgress
  private static final int JOB_STEPS = 10; // maxJobProgress
  private static final int ERROR_CHARACTERS = 75;

  final Service service;
  final ProgressOutput output;

  /// Whether the first lines were written.
  boolean isBegun;

  private TaskProgress(Service service, ProgressOutput output) {
    this.service = service;
    this.output = output;
  }

  /// That of a service by its mode (`initializeUpdater`).
  static TaskProgress of(Service service, ProgressOutput output) {
    ServiceSpec.Mode mode = service.spec().mode();
    if (mode.isJob()) {
      return mode.isGlobal() ? new OfGlobalJob(service, output) : new OfJob(service, output);
    }
    return mode.isGlobal() ? new OfNodes(service, output) : new OfReplicas(service, output);
  }

  /// Shows how far they are.
  ///
  /// @return whether all run, or a job is done
  abstract boolean update(boolean isRollback);

  /// How far a task is (`numberedStates`); 0 for what is not counted.
  private static int step(Task.State state) {
    return switch (state) {
      case NEW -> 1;
      case PENDING -> 3;
      case ASSIGNED -> 4;
      case PREPARING -> 6;
      case READY -> 7;
      case STARTING -> 8;
      case RUNNING -> STEPS;
      case COMPLETE -> JOB_STEPS;
      case SHUTDOWN -> 11;
      case FAILED -> 12;
      case REJECTED -> 13;
      case ORPHANED, REMOVE -> 0;
    };
  }

  private static boolean isTerminal(Task.State state) {
    return step(state) > STEPS;
  }

  static boolean runs(Task task) {
    return !isTerminal(task.desired()) && task.state() == Task.State.RUNNING;
  }

  /// The tasks that are made of what the service asks for now.
  List<Task> upToDate() {
    List<Task> tasks = new ArrayList<>(service.tasks());
    tasks.removeIf(
        task -> !task.isUpToDate() || step(task.desired()) == 0 || step(task.state()) == 0);
    return tasks;
  }

  /// Of two tasks in one place the one that is wanted less, or is less far, counts.
  static boolean counts(Task task, Task other) {
    int wanted = step(task.desired()) - step(other.desired());
    return wanted < 0 || (wanted == 0 && step(task.state()) < step(other.state()));
  }

  static boolean isOnActiveNode(Task task) {
    SwarmNode node = task.node();
    return task.nodeId().isEmpty() || (node != null && node.isUp());
  }

  void overall(int running, int wanted, boolean isRollback) {
    String how = isRollback ? "rolling back update: " : "";
    output.tell("overall progress", how + running + " out of " + wanted + " tasks");
  }

  /// The line of a task that goes on.
  void tell(String place, Task task) {
    if (!task.error().isEmpty()) {
      output.tell(place, shortened(task.error()));
    } else if (!isTerminal(task.desired()) && !isTerminal(task.state())) {
      output.tell(place, padded(task.state()), step(task.state()), STEPS);
    }
  }

  /// That of a task of a job.
  void tellJob(String place, Task task) {
    if (!task.error().isEmpty()) {
      output.tell(place, shortened(task.error()));
    } else {
      output.tell(place, padded(task.state()), step(task.state()), JOB_STEPS);
    }
  }

  private static String padded(Task.State state) {
    return "%-9s".formatted(state.word().toLowerCase(Locale.ROOT));
  }

  private static String shortened(String error) {
    boolean isLong = error.length() > ERROR_CHARACTERS;
    return isLong ? error.substring(0, ERROR_CHARACTERS - 1) + "…" : error;
  }

  /// Writes a line for each place there is to be.
  void places(int count) {
    for (int at = 1; at <= count && count <= BARS_MAX; at++) {
      output.tell(at + "/" + count, " ");
    }
  }

  /// Replicas (`replicatedProgressUpdater`).
  private static final class OfReplicas extends TaskProgress {
    private boolean isDone;

    OfReplicas(Service service, ProgressOutput output) {
      super(service, output);
    }

    @Override
    boolean update(boolean isRollback) {
      int wanted = service.spec().mode().replicas();
      if (!isBegun) {
        overall(0, wanted, isRollback);
        places(wanted);
        isBegun = true;
      }
      Map<Integer, Task> slots = new TreeMap<>();
      for (Task task : upToDate()) {
        Task known = slots.get(task.slot());
        if (isOnActiveNode(task) && (known == null || counts(task, known))) {
          slots.put(task.slot(), task);
        }
      }
      isDone = isDone && slots.values().stream().allMatch(t -> t.state() == Task.State.RUNNING);
      int running = (int) slots.values().stream().filter(TaskProgress::runs).count();
      int at = 0;
      for (Task task : slots.values()) {
        at++;
        if (!isDone && wanted <= BARS_MAX && at <= wanted) {
          tell(at + "/" + wanted, task);
        }
      }
      if (!isDone) {
        overall(running, wanted, isRollback);
        isDone = running == wanted;
      }
      return running == wanted;
    }
  }

  /// One on each node (`globalProgressUpdater`): only nodes with new tasks are known.
  private static final class OfNodes extends TaskProgress {
    private boolean isDone;

    OfNodes(Service service, ProgressOutput output) {
      super(service, output);
    }

    @Override
    boolean update(boolean isRollback) {
      Map<String, Task> nodes = new TreeMap<>();
      for (Task task : upToDate()) {
        Task known = nodes.get(task.nodeId());
        if (known == null || counts(task, known)) {
          nodes.put(task.nodeId(), task);
        }
      }
      if (!isBegun && nodes.isEmpty()) {
        output.tell("overall progress", "waiting for new tasks");
        return false;
      }
      if (!isBegun) {
        overall(0, nodes.size(), isRollback);
        isBegun = true;
      }
      isDone = isDone && nodes.values().stream().allMatch(t -> t.state() == Task.State.RUNNING);
      List<Task> heard = nodes.values().stream().filter(TaskProgress::isOnActiveNode).toList();
      if (!isDone && nodes.size() <= BARS_MAX) {
        heard.forEach(task -> tell(TaskTable.shortened(task.nodeId(), false), task));
      }
      int running = (int) heard.stream().filter(TaskProgress::runs).count();
      if (!isDone) {
        overall(running, nodes.size(), isRollback);
        isDone = running == nodes.size();
      }
      return running == nodes.size();
    }
  }

  /// A job (`replicatedJobProgressUpdater`).
  private static final class OfJob extends TaskProgress {
    private final int whole;
    private final int concurrent;

    OfJob(Service service, ProgressOutput output) {
      super(service, output);
      this.whole = service.spec().mode().replicas();
      this.concurrent = service.spec().mode().concurrent();
    }

    @Override
    boolean update(boolean isRollback) {
      if (!isBegun) {
        overall(0, 0);
        places(whole);
        isBegun = true;
      }
      Map<Integer, Task> slots = new TreeMap<>();
      for (Task task : upToDate()) {
        Task known = slots.get(task.slot());
        boolean isLess = known == null || step(task.state()) < step(known.state());
        if (task.round() == service.round() && isLess) {
          slots.put(task.slot(), task);
        }
      }
      int active = 0;
      int complete = 0;
      for (Task task : slots.values()) {
        if (whole <= BARS_MAX) {
          tellJob(task.slot() + 1 + "/" + whole, task);
        }
        active += isTerminal(task.state()) ? 0 : 1;
        complete += task.state() == Task.State.COMPLETE ? 1 : 0;
      }
      overall(active, complete);
      return complete == whole;
    }

    private void overall(int active, int complete) {
      int digits = Integer.toString(whole).length();
      String text = ("%" + digits + "d out of %d complete").formatted(complete, whole);
      output.tell("job progress", text, complete, whole);
      int width = Integer.toString(concurrent).length();
      int most = Math.min(whole - complete, concurrent);
      String out = "%" + width + "d out of %" + width + "d tasks";
      output.tell("active tasks", out.formatted(active, most));
    }
  }

  /// A job on each node (`globalJobProgressUpdater`): on those that have a task at first.
  private static final class OfGlobalJob extends TaskProgress {
    private List<String> nodes = List.of();

    OfGlobalJob(Service service, ProgressOutput output) {
      super(service, output);
    }

    @Override
    boolean update(boolean isRollback) {
      List<Task> tasks = upToDate();
      if (!isBegun && tasks.isEmpty()) {
        output.tell("job progress", "waiting for tasks");
        return false;
      }
      tasks.removeIf(task -> task.round() != service.round());
      if (!isBegun) {
        nodes = tasks.stream().map(Task::nodeId).distinct().toList();
        overall(0);
        isBegun = true;
      }
      Map<String, Task> byNode = new TreeMap<>();
      for (Task task : tasks) {
        Task known = byNode.get(task.nodeId());
        boolean isLess = known == null || step(task.state()) < step(known.state());
        if (nodes.contains(task.nodeId()) && isLess) {
          byNode.put(task.nodeId(), task);
        }
      }
      int complete = 0;
      for (Task task : byNode.values()) {
        if (nodes.size() <= BARS_MAX) {
          tellJob(task.nodeId(), task);
        }
        complete += task.state() == Task.State.COMPLETE ? 1 : 0;
      }
      overall(complete);
      return complete == nodes.size();
    }

    private void overall(int complete) {
      int digits = Integer.toString(nodes.size()).length();
      String text = ("%" + digits + "d out of %d complete").formatted(complete, nodes.size());
      output.tell("job progress", text, complete, nodes.size());
    }
  }
}
