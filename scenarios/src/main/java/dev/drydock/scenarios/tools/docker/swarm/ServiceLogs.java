package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.ContainerLog;
import dev.drydock.drivers.swarm.Service;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.SwarmNode;
import dev.drydock.drivers.swarm.Task;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.container.LogDetails;
import dev.drydock.scenarios.tools.docker.container.LogsVerb;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// `docker service logs`: what the tasks of a service, or one task, wrote, each line behind the
/// name of its task and node (docker/cli `command/service/logs.go`).
final class ServiceLogs {
  private static final String LABELS = "com.docker.swarm.";

  private final DockerCall call;
  private final Flags.Given given;
  private final LogsVerb.Wanted wanted;
  private final List<Source> sources = new ArrayList<>();

  private ServiceLogs(DockerCall call, Flags.Given given) throws Failure {
    this.call = call;
    this.given = given;
    this.wanted = LogsVerb.Wanted.of(given, call.engine().machine().loop().nowNanos());
  }

  /// Whose lines they are.
  private static final class Source {
    final Container container;
    final String prefix;
    long told;

    Source(Container container, String prefix) {
      this.container = container;
      this.prefix = prefix;
    }
  }

  private record Told(Source source, ContainerLog.Line line) {}

  static int run(DockerCall call, Flags.Given given, Swarm swarm) throws Failure {
    if (given.words().size() != 1) {
      throw call.needs("exactly 1 argument");
    }
    ServiceLogs logs = new ServiceLogs(call, given);
    logs.find(swarm, given.words().getFirst());
    checkTail(given.last("tail", "all"));
    logs.show();
    return 0;
  }

  /// moby `daemon/cluster/services.go`, `ServiceLogs`.
  private static void checkTail(String tail) throws Failure {
    if (!tail.matches("all|[+-]?\\d{1,18}|")) {
      String why = "tail value must be a positive integer or \"all\"";
      throw new Failure("Error response from daemon: " + why, 1);
    }
    if (tail.matches("-0*[1-9]\\d*")) {
      throw new Failure("Error response from daemon: negative tail values not supported", 1);
    }
  }

  private void find(Swarm swarm, String reference) throws Failure {
    boolean isThere = false;
    for (Service service : swarm.services()) {
      boolean isMeant = service.name().equals(reference) || service.id().startsWith(reference);
      isThere |= isMeant;
      int width = Integer.toString(service.spec().mode().replicas()).length();
      for (Task task : service.tasks()) {
        boolean isOne = task.id().startsWith(reference);
        isThere |= isOne;
        if (isMeant || isOne) {
          add(task, isMeant ? width : 0);
        }
      }
    }
    if (!isThere) {
      throw new Failure("no such task or service: " + reference, 1);
    }
  }

  private void add(Task task, int width) {
    SwarmNode node = task.node();
    if (node == null) {
      return;
    }
    for (Container container : node.engine().containers().list(true)) {
      if (task.id().equals(container.spec().labels().get(LABELS + "task.id"))) {
        String prefix = given.has("raw") ? "" : prefix(task, node, width);
        sources.add(new Source(container, prefix + details(task, container)));
      }
    }
  }

  private String prefix(Task task, SwarmNode node, int width) {
    boolean isShort = !given.has("no-resolve");
    String name = (isShort ? task.service().name() : task.service().id()) + "." + task.slot();
    if (!given.has("no-task-ids")) {
      name += "." + TaskTable.shortened(task.id(), given.has("no-trunc"));
    }
    int missing = Math.max(0, width - Integer.toString(task.slot()).length());
    String on = isShort ? node.hostname() : node.id();
    return name + "@" + on + " ".repeat(missing) + "    | ";
  }

  /// Who wrote a line stands among its details already, unless they are printed as they come.
  private String details(Task task, Container container) {
    if (!wanted.withDetails()) {
      return "";
    }
    Map<String, String> details = LogDetails.of(container);
    if (given.has("raw")) {
      details.put(LABELS + "node.id", task.nodeId());
      details.put(LABELS + "service.id", task.service().id());
      details.put(LABELS + "task.id", task.id());
    }
    return LogDetails.text(details);
  }

  private void show() {
    List<Told> lines = new ArrayList<>();
    for (Source source : sources) {
      wanted.there(source.container).forEach(line -> lines.add(new Told(source, line)));
      source.told = source.container.log().total();
    }
    print(lines);
    while (wanted.follows() && call.invocation().shell().await(this::isMore, wanted.until())) {
      List<Told> more = new ArrayList<>();
      for (Source source : sources) {
        source.container.log().after(source.told).forEach(line -> more.add(new Told(source, line)));
        source.told = source.container.log().total();
      }
      if (more.isEmpty()) {
        return;
      }
      print(more);
    }
  }

  private boolean isMore() {
    return sources.stream().anyMatch(s -> s.container.log().total() > s.told)
        || sources.stream().noneMatch(s -> s.container.isRunning());
  }

  private void print(List<Told> lines) {
    lines.sort(Comparator.comparingLong(told -> told.line().nanos()));
    for (Told told : lines) {
      String time = wanted.withTime() ? told.line().time() + " " : "";
      String text = time + told.source().prefix + told.line().text().stripTrailing();
      if (told.line().isError()) {
        call.err(text);
      } else {
        call.out(text);
      }
    }
  }
}
