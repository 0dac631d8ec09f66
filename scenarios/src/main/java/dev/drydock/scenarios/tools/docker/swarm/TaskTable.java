package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.port.PortBinding;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.SwarmNode;
import dev.drydock.drivers.swarm.Task;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Filters;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.HumanTime;
import dev.drydock.scenarios.tools.docker.show.Listing;
import dev.drydock.scenarios.tools.docker.show.NaturalOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The table of `docker service ps`, `node ps` and `stack ps` (docker/cli `command/task/print.go`):
/// tasks by name, the newest of each first, older ones behind `\_`.
final class TaskTable {
  /// swarmkit `api/types.proto`, `TaskState`.
  private static final Pattern STATE =
      Pattern.compile(
          "new|pending|assigned|accepted|preparing|ready|starting|running|complete|shutdown|failed"
              + "|rejected|remove|orphaned",
          Pattern.CASE_INSENSITIVE);

  private static final int SHORT_CHARACTERS = 12;
  private static final int ERROR_CHARACTERS = 30;

  private static final Listing ROWS =
      new Listing("*task.taskContext", "ID Name Image Node DesiredState CurrentState Error Ports")
          .plain("ID Name Image Node Error Ports")
          .head("DesiredState", "DESIRED STATE")
          .head("CurrentState", "CURRENT STATE");

  private TaskTable() {}

  /// Those tasks that `--filter` leaves, the newest first.
  static List<Task> filtered(DockerCall call, Flags.Given given, List<Task> found) throws Failure {
    Filters filters = Filters.of(call, given, Set.of("id", "name", "node", "desired-state"));
    List<Task> tasks = new ArrayList<>(found.reversed()); // the newest first
    Swarm swarm = SwarmVerbs.node(call).managed();
    check(filters, swarm);
    String own = SwarmVerbs.node(call).id();
    tasks.removeIf(task -> !isWanted(task, swarm, filters, own));
    return tasks;
  }

  /// Of services `--quiet` shows whole ids, of nodes and stacks their beginnings (docker/cli
  /// `command/service/ps.go`, `command/node/ps.go`).
  static int printOfServices(DockerCall call, Flags.Given given, List<Task> found) throws Failure {
    return print(call, given, found, given.has("no-trunc") || given.has("quiet"));
  }

  static int print(DockerCall call, Flags.Given given, List<Task> found) throws Failure {
    return print(call, given, found, given.has("no-trunc"));
  }

  private static int print(DockerCall call, Flags.Given given, List<Task> found, boolean isWhole)
      throws Failure {
    List<Task> tasks = filtered(call, given, found);
    tasks.sort(Comparator.comparing(Task::shownName, NaturalOrder.OF_TEXTS));
    String format = given.last("format", "");
    if (given.has("quiet") && format.isEmpty()) {
      tasks.forEach(task -> call.out(shortened(task.id(), isWhole)));
      return 0;
    }
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    String before = "";
    for (Task task : tasks) {
      String name = task.shownName();
      boolean isOlder = name.equals(before) && format.isEmpty();
      rows.add(row(call, task, isOlder ? " \\_ " + name : name, isWhole));
      before = name;
    }
    ROWS.print(call, format, rows);
    return 0;
  }

  /// Nodes are looked up, states must be some (moby `daemon/cluster/tasks.go`, `GetTasks`,
  /// `filters.go`, `newListTasksFilters`).
  private static void check(Filters filters, Swarm swarm) throws Failure {
    for (String node : filters.all("node")) {
      if (!node.equals("self") && NodeVerbs.departed(swarm, node) == null) {
        swarm.node(node);
      }
    }
    for (String state : filters.all("desired-state")) {
      if (!state.isEmpty() && !STATE.matcher(state).matches()) {
        throw new Failure(
            "Error response from daemon: Invalid desired-state filter: '" + state + "'", 1);
      }
    }
  }

  private static boolean isWanted(Task task, Swarm swarm, Filters filters, String own) {
    return filters.any("id", task.id()::startsWith)
        && filters.any("name", (task.name() + "." + task.id())::startsWith)
        && filters.any(
            "node",
            wanted ->
                nodeName(task, swarm).equals(wanted)
                    || (wanted.equals("self") && own.equals(task.nodeId()))
                    || (!task.nodeId().isEmpty() && task.nodeId().startsWith(wanted)))
        && filters.any("desired-state", wanted -> task.desired().word().equalsIgnoreCase(wanted));
  }

  private static Map<String, @Nullable Object> row(
      DockerCall call, Task task, String name, boolean isWhole) {
    SwarmNode node = task.node();
    long now = call.engine().machine().loop().nowNanos();
    Map<String, @Nullable Object> row = Listing.row();
    row.put("ID", shortened(task.id(), isWhole));
    row.put("Name", name);
    row.put("Image", ServiceCreateVerb.withTag(task.image()));
    row.put("Node", nodeName(task, SwarmVerbs.node(call).managed()));
    row.put("DesiredState", task.desired().word());
    String since = HumanTime.of(now - task.sinceNanos()).toLowerCase(Locale.ROOT);
    row.put("CurrentState", task.state().word() + " " + since + " ago");
    row.put("Error", error(task.error(), isWhole));
    row.put("Ports", ports(task, node));
    return row;
  }

  /// The name of a task's node; of one that is removed only the id is left (docker/cli
  /// `command/idresolver`).
  private static String nodeName(Task task, Swarm swarm) {
    String id = task.nodeId();
    for (SwarmNode node : swarm.nodes()) {
      if (node.id().equals(id)) {
        return node.hostname();
      }
    }
    for (Swarm.Departed node : swarm.departed()) {
      if (node.id().equals(id)) {
        return node.hostname();
      }
    }
    return id;
  }

  private static String error(String text, boolean isWhole) {
    boolean isLong = !isWhole && text.length() > ERROR_CHARACTERS;
    String shown = isLong ? text.substring(0, ERROR_CHARACTERS - 1) + "…" : text;
    return shown.isEmpty() ? "" : "\"" + shown + "\"";
  }

  static String shortened(String id, boolean isWhole) {
    return isWhole ? id : id.substring(0, SHORT_CHARACTERS);
  }

  /// The ports a task has on its node.
  private static String ports(Task task, @Nullable SwarmNode node) {
    if (node == null || task.isTold() || task.state() != Task.State.RUNNING) {
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
