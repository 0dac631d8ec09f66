package dev.drydock.scenarios.tools.docker;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.port.PortBinding;
import dev.drydock.drivers.swarm.Service;
import dev.drydock.drivers.swarm.ServiceSpec;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.SwarmNode;
import dev.drydock.drivers.swarm.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `docker service ls`, `ps`, `rm`, `scale`, `inspect`.
final class ServiceVerbs implements DockerTool.Verb {
  private static final int SHORT_CHARACTERS = 12;

  private final String verb;

  ServiceVerbs(String verb) {
    this.verb = verb;
  }

  @Override
  public int run(DockerTool.Call call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .switches("q|quiet", "no-trunc", "d|detach", "no-resolve", "pretty")
            .values("f|format", "filter")
            .read(call.arguments());
    Swarm swarm = SwarmVerbs.node(call).managed();
    return switch (verb) {
      case "ls" -> list(call, given, swarm);
      case "ps" -> tasks(call, given, swarm);
      case "rm" -> remove(call, given, swarm);
      case "scale" -> scale(call, given, swarm);
      default -> inspect(call, given, swarm);
    };
  }

  private static String shortened(String id, boolean whole) {
    return whole ? id : id.substring(0, SHORT_CHARACTERS);
  }

  private static String image(Service service) {
    return ServiceCreateVerb.withTag(service.spec().workload().image());
  }

  // ---- ls --------------------------------------------------------------------------------

  private static int list(DockerTool.Call call, Flags.Given given, Swarm swarm) {
    List<Service> services = new ArrayList<>(swarm.services());
    services.sort(Comparator.comparing(Service::name));
    if (given.has("quiet")) {
      services.forEach(service -> call.out(shortened(service.id(), false)));
      return 0;
    }
    return print(call, services);
  }

  /// The table of services.
  static int print(DockerTool.Call call, List<Service> services) {
    TextTable table = new TextTable();
    table.row(List.of("ID", "NAME", "MODE", "REPLICAS", "IMAGE", "PORTS"));
    for (Service service : services) {
      List<String> ports = new ArrayList<>();
      for (ServiceSpec.Port port : service.spec().ports()) {
        if (!port.isHost()) {
          ports.add("*:" + port.published() + "->" + port.target());
        }
      }
      String mode = service.spec().mode().isGlobal() ? "global" : "replicated";
      table.row(
          List.of(
              shortened(service.id(), false),
              service.name(),
              mode,
              service.running() + "/" + service.wanted(),
              image(service),
              String.join(", ", ports)));
    }
    table.lines().forEach(call::out);
    return 0;
  }

  // ---- ps --------------------------------------------------------------------------------

  private static int tasks(DockerTool.Call call, Flags.Given given, Swarm swarm) throws Failure {
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    List<Task> tasks = new ArrayList<>();
    for (String name : given.words()) {
      try {
        tasks.addAll(swarm.service(name).tasks());
      } catch (EngineException e) {
        call.err("no such service: " + name);
        return 1;
      }
    }
    tasks.sort(
        Comparator.comparing((Task t) -> t.service().name())
            .thenComparingInt(Task::slot)
            .thenComparing(Task::name)
            .thenComparing(Comparator.comparingLong(Task::sinceNanos).reversed()));
    if (given.has("quiet")) {
      tasks.forEach(task -> call.out(shortened(task.id(), given.has("no-trunc"))));
      return 0;
    }
    long now = call.engine().machine().loop().nowNanos();
    TextTable table = new TextTable();
    table.row(
        List.of("ID", "NAME", "IMAGE", "NODE", "DESIRED STATE", "CURRENT STATE", "ERROR", "PORTS"));
    String before = "";
    for (Task task : tasks) {
      SwarmNode node = task.node();
      String error = task.error().isEmpty() ? "" : "\"" + task.error() + "\"";
      table.row(
          List.of(
              shortened(task.id(), given.has("no-trunc")),
              task.name().equals(before) ? " \\_ " + task.name() : task.name(),
              ServiceCreateVerb.withTag(task.image()),
              node == null ? "" : node.hostname(),
              task.desired().word(),
              task.state().word() + " " + HumanTime.of(now - task.sinceNanos()) + " ago",
              error,
              ports(task, node)));
      before = task.name();
    }
    table.lines().forEach(call::out);
    return 0;
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

  // ---- rm, scale, inspect ----------------------------------------------------------------

  private static int remove(DockerTool.Call call, Flags.Given given, Swarm swarm) throws Failure {
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    for (String name : given.words()) {
      swarm.remove(swarm.service(name));
      call.out(name);
    }
    return 0;
  }

  private static int scale(DockerTool.Call call, Flags.Given given, Swarm swarm) throws Failure {
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    for (String word : given.words()) {
      String[] sides = word.split("=", 2);
      if (sides.length != 2 || !sides[1].matches("\\d{1,6}")) {
        throw new Failure("invalid scale specifier '" + word + "'.", 1);
      }
      Service service = swarm.service(sides[0]);
      swarm.scale(service, Integer.parseInt(sides[1]));
      call.out(sides[0] + " scaled to " + sides[1]);
      if (!given.has("detach")) {
        ServiceCreateVerb.converge(call, service);
      }
    }
    return 0;
  }

  private static int inspect(DockerTool.Call call, Flags.Given given, Swarm swarm) throws Failure {
    List<Object> found = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String name : given.words()) {
      try {
        found.add(fields(swarm.service(name)));
      } catch (EngineException e) {
        missing.add("Error: no such service: " + name);
      }
    }
    return Inspected.print(call, given.last("format", ""), found, missing);
  }

  private static Map<String, @Nullable Object> fields(Service service) {
    Map<String, @Nullable Object> spec = new LinkedHashMap<>();
    spec.put("Name", service.name());
    spec.put("Labels", service.spec().labels());
    Map<String, @Nullable Object> endpointSpec = new LinkedHashMap<>();
    endpointSpec.put("Mode", service.spec().endpointMode().word());
    List<Object> ports = new ArrayList<>();
    for (ServiceSpec.Port port : service.spec().ports()) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("Protocol", port.target().protocol().toString());
      fields.put("TargetPort", port.target().port());
      fields.put("PublishedPort", port.published());
      fields.put("PublishMode", port.isHost() ? "host" : "ingress");
      ports.add(fields);
    }
    Map<String, @Nullable Object> endpoint = new LinkedHashMap<>();
    endpoint.put("Spec", endpointSpec);
    if (!ports.isEmpty()) {
      endpointSpec.put("Ports", ports);
      endpoint.put("Ports", ports);
    }
    List<Object> vips = new ArrayList<>();
    for (Service.Vip vip : service.vips()) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("NetworkID", vip.network());
      fields.put("Addr", vip.address().toString());
      vips.add(fields);
    }
    if (!vips.isEmpty()) {
      endpoint.put("VirtualIPs", vips);
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("ID", service.id());
    fields.put("Spec", spec);
    fields.put("Endpoint", endpoint);
    return fields;
  }
}
