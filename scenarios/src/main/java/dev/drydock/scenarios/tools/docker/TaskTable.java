package dev.drydock.scenarios.tools.docker;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.port.PortBinding;
import dev.drydock.drivers.swarm.SwarmNode;
import dev.drydock.drivers.swarm.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The table of `docker service ps`, `node ps` and `stack ps` (docker/cli `command/task/print.go`):
/// tasks by name, the newest of each first, older ones behind `\_`.
final class TaskTable {
  private static final int SHORT_CHARACTERS = 12;

  private TaskTable() {}

  static int print(DockerTool.Call call, Flags.Given given, List<Task> found) {
    List<Task> tasks = new ArrayList<>(found);
    tasks.sort(
        Comparator.comparing((Task t) -> t.service().name())
            .thenComparingInt(Task::slot)
            .thenComparing(Task::name)
            .thenComparing(Comparator.comparingLong(Task::sinceNanos).reversed()));
    boolean isWhole = given.has("no-trunc");
    if (given.has("quiet")) {
      tasks.forEach(task -> call.out(shortened(task.id(), isWhole)));
      return 0;
    }
    TextTable table = new TextTable();
    table.row(
        List.of("ID", "NAME", "IMAGE", "NODE", "DESIRED STATE", "CURRENT STATE", "ERROR", "PORTS"));
    String before = "";
    for (Task task : tasks) {
      String name = task.name().equals(before) ? " \\_ " + task.name() : task.name();
      table.row(row(call, task, name, isWhole));
      before = task.name();
    }
    table.lines().forEach(call::out);
    return 0;
  }

  private static List<String> row(DockerTool.Call call, Task task, String name, boolean isWhole) {
    SwarmNode node = task.node();
    long now = call.engine().machine().loop().nowNanos();
    return List.of(
        shortened(task.id(), isWhole),
        name,
        ServiceCreateVerb.withTag(task.image()),
        node == null ? "" : node.hostname(),
        task.desired().word(),
        task.state().word() + " " + HumanTime.of(now - task.sinceNanos()) + " ago",
        task.error().isEmpty() ? "" : "\"" + task.error() + "\"",
        ports(task, node));
  }

  static String shortened(String id, boolean isWhole) {
    return isWhole ? id : id.substring(0, SHORT_CHARACTERS);
  }

  /// The ports a task has on its node.
  private static String ports(Task task, @Nullable SwarmNode node) {
    if (node == null || task.state() != Task.State.RUNNING) {
      return "";
    }
    List<String> ports = new ArrayList<>();
    for (Container container : node.engine().containers().list(false)) {
      if (task.id().equals(container.spec().labels().get("com.docker.swarm.task.id"))) {
        for (List<PortBinding> bindings : container.ports().values()) {
          bindings.forEach(b -> ports.add("*:" + b.hostPort() + "->" + b.container()));
        }
      }
    }
    return String.join(",", ports);
  }
}
