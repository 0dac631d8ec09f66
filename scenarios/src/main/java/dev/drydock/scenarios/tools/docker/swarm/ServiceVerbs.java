package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.swarm.Service;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.Task;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Filters;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.Inspected;
import dev.drydock.scenarios.tools.docker.show.Listing;
import dev.drydock.scenarios.tools.docker.show.NaturalOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `docker service ls`, `ps`, `rm`, `scale`, `inspect`, `logs`, `rollback`.
public final class ServiceVerbs implements DockerVerb {
  private final String verb;

  public ServiceVerbs(String verb) {
    this.verb = verb;
  }

  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .switches(
                "q|quiet",
                "no-trunc",
                "d|detach",
                "no-resolve",
                "pretty",
                verb.equals("logs") ? "f|follow" : "follow")
            .switches("details", "no-task-ids", "raw", "t|timestamps")
            .values(verb.equals("inspect") ? "f|format" : "format", "n|tail", "since")
            .values(verb.equals("ls") || verb.equals("ps") ? "f|filter" : "filter")
            .read(call.arguments());
    Swarm swarm = NotManaged.swarm(call);
    if (swarm == null) {
      return NotManaged.say(call, verb, given);
    }
    return switch (verb) {
      case "ls" -> list(call, given, swarm);
      case "ps" -> tasks(call, given, swarm);
      case "rm" -> remove(call, given, swarm);
      case "scale" -> scale(call, given, swarm);
      case "logs" -> ServiceLogs.run(call, given, swarm);
      case "rollback" -> rollback(call, given, swarm);
      default -> inspect(call, given, swarm);
    };
  }

  private static String image(Service service) {
    return ServiceCreateVerb.withTag(service.spec().workload().image());
  }

  // ---- ls --------------------------------------------------------------------------------

  private static int list(DockerCall call, Flags.Given given, Swarm swarm) throws Failure {
    return print(call, given, filtered(call, given, swarm.services()));
  }

  /// Those services that `--filter` leaves (moby `daemon/cluster/services.go`, `GetServices`).
  static List<Service> filtered(DockerCall call, Flags.Given given, List<Service> all)
      throws Failure {
    Filters filters = Filters.of(call, given, Set.of("id", "name", "label", "mode", "runtime"));
    List<Service> services = new ArrayList<>(all);
    services.removeIf(each ->
        !filters.any("id", each.id()::startsWith)
            || !filters.any("name", each.name()::startsWith)
            || !filters.exact("mode", each.spec().mode().words().replace(' ', '-'))
            || !filters.labels("label", each.spec().labels()));
    return services;
  }

  private static final Listing ROWS =
      new Listing("*service.serviceContext", "ID Name Mode Replicas Image Ports")
          .plain("ID Name Mode Replicas Image Ports");

  /// The table of services.
  static int print(DockerCall call, Flags.Given given, List<Service> found) throws Failure {
    List<Service> services = new ArrayList<>(found);
    services.sort(Comparator.comparing(Service::name, NaturalOrder.OF_TEXTS));
    ROWS.print(call, given, services.stream().map(ServiceVerbs::row).toList(), "ID");
    return 0;
  }

  private static Map<String, @Nullable Object> row(Service service) {
    Map<String, @Nullable Object> row = Listing.row();
    row.put("ID", TaskTable.shortened(service.id(), false));
    row.put("Name", service.name());
    row.put("Mode", service.spec().mode().words());
    row.put("Replicas", replicas(service));
    row.put("Image", image(service));
    row.put("Ports", PublishedRanges.text(service.spec().ports()));
    return row;
  }

  private static String replicas(Service service) {
    String count = service.running() + "/" + service.wanted();
    int most = service.spec().placement().maxPerNode();
    if (service.spec().mode().isJob()) {
      return count + " (" + service.completed() + "/" + service.completions() + " completed)";
    }
    boolean isCounted = most > 0 && !service.spec().mode().isGlobal();
    return isCounted ? count + " (max " + most + " per node)" : count;
  }

  // ---- ps --------------------------------------------------------------------------------

  private static int tasks(DockerCall call, Flags.Given given, Swarm swarm) throws Failure {
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    List<Task> tasks = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String name : given.words()) {
      try {
        tasks.addAll(swarm.service(name).tasks());
      } catch (EngineException e) {
        missing.add("no such service: " + name);
      }
    }
    if (missing.size() < given.words().size()) {
      TaskTable.printOfServices(call, given, tasks);
    }
    missing.forEach(call::err);
    return missing.isEmpty() ? 0 : 1;
  }

  // ---- rollback --------------------------------------------------------------------------

  private static int rollback(DockerCall call, Flags.Given given, Swarm swarm) throws Failure {
    if (given.words().size() != 1) {
      throw call.needs("exactly 1 argument");
    }
    Service service = swarm.service(given.words().get(0));
    swarm.rollback(service);
    call.out(given.words().get(0));
    return new ServiceProgress(call, service, given.words().get(0)).show(given);
  }

  // ---- rm, scale, inspect ----------------------------------------------------------------

  private static int remove(DockerCall call, Flags.Given given, Swarm swarm) throws Failure {
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    List<String> missing = new ArrayList<>();
    for (String name : given.words()) {
      try {
        swarm.remove(swarm.service(name));
        call.out(name);
      } catch (EngineException e) {
        missing.add(call.words().refusal(e, call.verb()));
      }
    }
    missing.forEach(call::err);
    return missing.isEmpty() ? 0 : 1;
  }

  private static int scale(DockerCall call, Flags.Given given, Swarm swarm) throws Failure {
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    List<String> wrong = new ArrayList<>();
    List<ServiceProgress> scaled = new ArrayList<>();
    for (String word : given.words()) {
      String[] sides = word.split("=", 2);
      if (sides.length != 2) {
        throw new Failure(call.words().scaleSpecifier(word), 1);
      }
      if (!sides[1].matches("\\d{1,6}")) {
        wrong.add(
            sides[0]
                + ": invalid replicas value "
                + sides[1]
                + ": strconv.ParseUint: parsing"
                + " \""
                + sides[1]
                + "\": invalid syntax");
        continue;
      }
      try {
        Service service = swarm.service(sides[0]);
        checkScalable(service);
        swarm.scale(service, Integer.parseInt(sides[1]));
        scaled.add(new ServiceProgress(call, service, sides[0]));
        call.out(sides[0] + " scaled to " + sides[1]);
      } catch (EngineException e) {
        wrong.add(sides[0] + ": " + call.words().refusal(e, call.verb()));
      } catch (Failure e) {
        wrong.add(sides[0] + ": " + e.getMessage());
      }
    }
    for (ServiceProgress each : given.has("detach") ? List.<ServiceProgress>of() : scaled) {
      String error = each.await(false);
      if (!error.isEmpty()) {
        wrong.add(each.reference() + ": " + error);
      }
    }
    wrong.forEach(call::err);
    return wrong.isEmpty() ? 0 : 1;
  }

  /// The command line looks itself.
  private static void checkScalable(Service service) throws Failure {
    if (service.spec().mode().isGlobal()) {
      throw new Failure("scale can only be used with replicated or replicated-job mode", 1);
    }
  }

  private static int inspect(DockerCall call, Flags.Given given, Swarm swarm) throws Failure {
    Inspected found = Inspected.ofSwarm(call);
    for (String name : given.words()) {
      try {
        Service service = swarm.service(name);
        if (given.has("pretty")) {
          long now = call.engine().machine().loop().nowNanos();
          ServicePretty.lines(service, now).forEach(call::out);
        }
        Map<String, @Nullable Object> fields = ServiceFields.of(service, call.engine().profile());
        found.add(new Inspected.Item("swarm.Service", fields, true));
      } catch (EngineException e) {
        found.miss("Error: no such service: " + name);
      }
    }
    if (given.has("pretty")) {
      return found.complain();
    }
    return found.print(given.last("format", ""));
  }
}
