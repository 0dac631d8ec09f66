package dev.drydock.scenarios.tools.docker;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.NetworkSpec;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.swarm.Service;
import dev.drydock.drivers.swarm.ServiceSpec;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.SwarmObjects;
import dev.drydock.drivers.swarm.Task;
import dev.drydock.scenarios.tools.PlaceFiles;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/// `docker stack deploy`, `ls`, `ps`, `services`, `rm`.
final class StackVerbs implements DockerTool.Verb {
  private final String verb;

  StackVerbs(String verb) {
    this.verb = verb;
  }

  @Override
  public int run(DockerTool.Call call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .values("c|compose-file", "resolve-image", "f|filter", "format")
            .switches("prune", "d|detach", "q|quiet", "no-trunc", "with-registry-auth")
            .switches("no-resolve")
            .read(call.arguments());
    Swarm swarm = SwarmVerbs.node(call).managed();
    if (verb.equals("ls")) {
      return list(call, swarm);
    }
    if (given.words().isEmpty() || (given.words().size() > 1 && !verb.equals("rm"))) {
      throw call.needs("exactly 1 argument");
    }
    String stack = given.words().get(0);
    return switch (verb) {
      case "deploy" -> deploy(call, given, stack);
      case "services", "ps" -> show(call, given, swarm);
      default -> {
        for (String each : given.words()) {
          remove(call, swarm, each);
        }
        yield 0;
      }
    };
  }

  private static List<Service> of(Swarm swarm, String stack) {
    return swarm.services().stream()
        .filter(each -> stack.equals(each.spec().labels().get(ServiceSpec.STACK_LABEL)))
        .sorted(Comparator.comparing(Service::name))
        .toList();
  }

  private static int list(DockerTool.Call call, Swarm swarm) {
    TreeMap<String, Integer> stacks = new TreeMap<>();
    for (Service service : swarm.services()) {
      String stack = service.spec().labels().get(ServiceSpec.STACK_LABEL);
      if (stack != null) {
        stacks.merge(stack, 1, Integer::sum);
      }
    }
    TextTable table = new TextTable();
    table.row(List.of("NAME", "SERVICES"));
    stacks.forEach((name, count) -> table.row(List.of(name, count.toString())));
    table.lines().forEach(call::out);
    return 0;
  }

  private static int deploy(DockerTool.Call call, Flags.Given given, String stack) throws Failure {
    List<String> names = given.all("compose-file");
    if (names.isEmpty()) {
      throw new Failure("Please specify a Compose file (with --compose-file)", 1);
    }
    Swarm swarm = SwarmVerbs.node(call).managed();
    StackFile file = StackFile.read(call.invocation(), stack, names);
    List<Network> present = call.engine().networks().list();
    file.warnings().forEach(call::err);
    for (String external : file.external()) {
      if (List.of("bridge", "host", "none").contains(external)) {
        continue;
      }
      Network there =
          present.stream().filter(each -> each.name().equals(external)).findFirst().orElse(null);
      if (there != null && !there.driver().scope().word().equals("swarm")) {
        throw new Failure(
            "network \""
                + external
                + "\" is declared as external, but it is not in the right scope: \"local\" instead"
                + " of \"swarm\"",
            1);
      }
      if (there == null) {
        throw new Failure(
            "network \""
                + external
                + "\" is declared as external, but could not be found. You need to create a"
                + " swarm-scoped network before the stack is deployed",
            1);
      }
    }
    for (NetworkSpec network : file.networks()) {
      if (present.stream().noneMatch(each -> each.name().equals(network.name()))) {
        call.out("Creating network " + network.name());
        call.engine().networks().create(network);
      }
    }
    keep(call, "secret", file.secrets(), swarm.secrets());
    keep(call, "config", file.configs(), swarm.configs());
    for (ServiceSpec wanted : file.services(swarm)) {
      Service known =
          of(swarm, stack).stream()
              .filter(each -> each.name().equals(wanted.name()))
              .findFirst()
              .orElse(null);
      if (known == null) {
        call.out("Creating service " + wanted.name());
        swarm.create(wanted);
      } else {
        call.out("Updating service " + wanted.name() + " (id: " + known.id() + ")");
        swarm.update(known, wanted, false);
      }
    }
    return 0;
  }

  /// Makes the secrets or configs of a stack, or changes their labels.
  private static void keep(
      DockerTool.Call call, String kind, StackObjects wanted, SwarmObjects objects) throws Failure {
    long now = call.engine().machine().loop().nowNanos();
    for (SwarmObjects.Spec spec : wanted.wanted(new PlaceFiles(call.invocation().place()))) {
      SwarmObjects.Item known = objects.named(spec.name());
      String doing = known == null ? "create" : "update";
      try {
        if (known == null) {
          call.out("Creating " + kind + " " + spec.name());
          objects.create(spec, now);
        } else {
          objects.update(known, spec, now);
        }
      } catch (EngineException e) {
        throw new Failure(
            "failed to %s %s %s: Error response from daemon: %s"
                .formatted(doing, kind, spec.name(), e.text()),
            1);
      }
    }
  }

  private int show(DockerTool.Call call, Flags.Given given, Swarm swarm) throws Failure {
    String stack = given.words().getFirst();
    List<Service> services = of(swarm, stack);
    if (services.isEmpty()) {
      call.err("nothing found in stack: " + stack);
      return verb.equals("ps") ? 1 : 0;
    }
    if (verb.equals("services")) {
      return ServiceVerbs.print(call, given, services);
    }
    List<Task> tasks = services.stream().flatMap(each -> each.tasks().stream()).toList();
    return TaskTable.print(call, given, tasks);
  }

  private static void remove(DockerTool.Call call, Swarm swarm, String stack) {
    List<Service> services = of(swarm, stack);
    List<Network> networks =
        call.engine().networks().list().stream()
            .filter(each -> stack.equals(each.config().labels().get(ServiceSpec.STACK_LABEL)))
            .toList();
    boolean hasObjects =
        Stream.concat(swarm.secrets().all().stream(), swarm.configs().all().stream())
            .anyMatch(i -> stack.equals(i.spec().labels().get(ServiceSpec.STACK_LABEL)));
    if (services.isEmpty() && networks.isEmpty() && !hasObjects) {
      call.err("Nothing found in stack: " + stack);
    }
    for (Service service : services) {
      call.out("Removing service " + service.name());
      swarm.remove(service);
    }
    remove(call, swarm, "secret", stack);
    remove(call, swarm, "config", stack);
    for (Network network : networks) {
      call.out("Removing network " + network.name());
      try {
        call.engine().networks().remove(network.name());
      } catch (EngineException e) {
        call.err("Failed to remove network " + network.id() + ": " + e.text());
      }
    }
  }

  private static void remove(DockerTool.Call call, Swarm swarm, String kind, String stack) {
    SwarmObjects objects = kind.equals("secret") ? swarm.secrets() : swarm.configs();
    for (SwarmObjects.Item item : objects.all()) {
      if (stack.equals(item.spec().labels().get(ServiceSpec.STACK_LABEL))) {
        call.out("Removing " + kind + " " + item.name());
        try {
          swarm.remove(objects, item);
        } catch (EngineException e) {
          call.err("Failed to remove " + kind + " " + item.id() + ": " + e.text());
        }
      }
    }
  }
}
