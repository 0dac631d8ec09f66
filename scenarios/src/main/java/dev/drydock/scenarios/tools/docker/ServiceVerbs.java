package dev.drydock.scenarios.tools.docker;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.swarm.Service;
import dev.drydock.drivers.swarm.ServiceSpec;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `docker service ls`, `ps`, `rm`, `scale`, `inspect`, `logs`, `rollback`.
final class ServiceVerbs implements DockerTool.Verb {
  private final String verb;

  ServiceVerbs(String verb) {
    this.verb = verb;
  }

  @Override
  public int run(DockerTool.Call call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .switches("q|quiet", "no-trunc", "d|detach", "no-resolve", "pretty", "follow")
            .switches("details", "no-task-ids", "raw", "t|timestamps")
            .values(verb.equals("logs") ? "format" : "f|format", "filter", "n|tail", "since")
            .read(call.arguments());
    Swarm swarm = SwarmVerbs.node(call).managed();
    return switch (verb) {
      case "ls" -> list(call, given, swarm);
      case "ps" -> tasks(call, given, swarm);
      case "rm" -> remove(call, given, swarm);
      case "scale" -> scale(call, given, swarm);
      case "logs" -> logs(call, given, swarm);
      case "rollback" -> rollback(call, given, swarm);
      default -> inspect(call, given, swarm);
    };
  }

  private static String image(Service service) {
    return ServiceCreateVerb.withTag(service.spec().workload().image());
  }

  // ---- ls --------------------------------------------------------------------------------

  private static int list(DockerTool.Call call, Flags.Given given, Swarm swarm) {
    List<Service> services = new ArrayList<>(swarm.services());
    services.sort(Comparator.comparing(Service::name));
    if (given.has("quiet")) {
      services.forEach(service -> call.out(TaskTable.shortened(service.id(), false)));
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
              TaskTable.shortened(service.id(), false),
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
    return TaskTable.print(call, given, tasks);
  }

  // ---- logs ------------------------------------------------------------------------------

  /// What programs write is not modelled: a service that is there has nothing to tell.
  private static int logs(DockerTool.Call call, Flags.Given given, Swarm swarm) throws Failure {
    if (given.words().size() != 1) {
      throw call.needs("exactly 1 argument");
    }
    String reference = given.words().get(0);
    boolean isThere =
        swarm.services().stream()
            .anyMatch(s ->
                s.name().equals(reference)
                    || s.id().startsWith(reference)
                    || s.tasks().stream().anyMatch(t -> t.id().startsWith(reference)));
    if (!isThere) {
      throw new Failure("no such task or service: " + reference, 1);
    }
    return 0;
  }

  private static int rollback(DockerTool.Call call, Flags.Given given, Swarm swarm) throws Failure {
    if (given.words().size() != 1) {
      throw call.needs("exactly 1 argument");
    }
    Service service = swarm.service(given.words().get(0));
    swarm.rollback(service);
    call.out(given.words().get(0));
    if (!given.has("detach")) {
      call.out("rollback: manually requested rollback");
      ServiceCreateVerb.converge(call, service);
    }
    return 0;
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
        Service service = swarm.service(name);
        if (given.has("pretty")) {
          ServicePretty.lines(service).forEach(call::out);
        }
        found.add(fields(service));
      } catch (EngineException e) {
        missing.add("Error: no such service: " + name);
      }
    }
    if (given.has("pretty")) {
      missing.forEach(call::err);
      return missing.isEmpty() ? 0 : 1;
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
