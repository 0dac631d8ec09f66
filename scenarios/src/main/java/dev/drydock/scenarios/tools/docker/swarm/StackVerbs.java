package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.NetworkSpec;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.profile.ClientProfile;
import dev.drydock.drivers.swarm.Service;
import dev.drydock.drivers.swarm.ServiceSpec;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.SwarmObjects;
import dev.drydock.drivers.swarm.Task;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.Listing;
import dev.drydock.scenarios.tools.docker.show.NaturalOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `docker stack config`, `deploy`, `ls`, `ps`, `services`, `rm`.
public final class StackVerbs implements DockerVerb {
  private static final List<String> PREDEFINED = List.of("bridge", "host", "none");

  private final String verb;

  public StackVerbs(String verb) {
    this.verb = verb;
  }

  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given = flags(call).read(call.arguments());
    if (verb.equals("config")) {
      List<String> names = composeFiles(call, given);
      StackFile file = StackFile.read(call, "", names);
      StackConfig.of(call, file.root()).forEach(call::out);
      return 0;
    }
    if (verb.equals("deploy")) {
      return deploy(call, given);
    }
    Swarm swarm = SwarmVerbs.node(call).managed();
    if (verb.equals("ls")) {
      return list(call, given, swarm);
    }
    if (given.words().isEmpty() || (given.words().size() > 1 && !verb.equals("rm"))) {
      throw call.needs(verb.equals("rm") ? "at least 1 argument" : "exactly 1 argument");
    }
    return switch (verb) {
      case "services", "ps" -> show(call, given, swarm);
      default -> {
        List<String> failed = new ArrayList<>();
        for (String each : given.words()) {
          if (!remove(call, swarm, each)) {
            failed.add(each);
          }
        }
        yield tellFailed(call, failed);
      }
    };
  }

  private Flags flags(DockerCall call) {
    Flags flags = new Flags(call.verb());
    boolean canWait = call.client().waitsForStacks();
    switch (verb) {
      case "ls" -> flags.values("format");
      case "config" -> flags.values("c|compose-file");
      case "deploy" -> {
        flags.values("c|compose-file", "resolve-image").switches("prune", "with-registry-auth");
        if (canWait) {
          flags.switches("d|detach", "q|quiet");
        }
      }
      case "rm" -> {
        if (canWait) {
          flags.switches("d|detach");
        }
      }
      default -> flags.values("f|filter", "format").switches("q|quiet", "no-trunc", "no-resolve");
    }
    return flags;
  }

  private static List<String> composeFiles(DockerCall call, Flags.Given given) throws Failure {
    List<String> names = new ArrayList<>();
    given.all("compose-file").forEach(each -> names.addAll(List.of(each.split(",", -1))));
    if (names.isEmpty()) {
      ClientProfile client = call.client();
      String specify =
          client.saysPlease() ? "Please specify" : client.writesSmall() ? "specify" : "Specify";
      throw new Failure(specify + " a Compose file (with --compose-file)", 1);
    }
    return names;
  }

  private static List<Service> of(Swarm swarm, String stack) {
    return swarm.services().stream()
        .filter(each -> isOf(stack, each))
        .sorted(Comparator.comparing(Service::name))
        .toList();
  }

  private static boolean isOf(String stack, Service service) {
    return stack.equals(service.spec().labels().get(ServiceSpec.STACK_LABEL));
  }

  private static final Listing ROWS =
      new Listing("*stack.stackContext", "Name Services").plain("Name Services");

  private static final Listing ROWS_TO_28 =
      new Listing("*formatter.stackContext", "Name Services").plain("Name Services");

  /// 20.10 still told stacks of Kubernetes from those of a swarm.
  private static final Listing OLD_ROWS =
      new Listing("*formatter.stackContext", "Name Services Orchestrator")
          .plain("Name Services Orchestrator");

  private static int list(DockerCall call, Flags.Given given, Swarm swarm) throws Failure {
    TreeMap<String, Integer> stacks = new TreeMap<>(NaturalOrder.OF_TEXTS);
    for (Service service : swarm.services()) {
      String stack = service.spec().labels().get(ServiceSpec.STACK_LABEL);
      if (stack != null) {
        stacks.merge(stack, 1, Integer::sum);
      }
    }
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    stacks.forEach((name, count) -> {
      Map<String, @Nullable Object> row = Listing.row();
      row.put("Name", name);
      row.put("Services", count.toString());
      if (call.client().listsOrchestrators()) {
        row.put("Orchestrator", "Swarm");
        row.put("Namespace", ""); // of Kubernetes
      }
      rows.add(row);
    });
    Listing listing = call.client().writesSmall() ? ROWS : ROWS_TO_28;
    (call.client().listsOrchestrators() ? OLD_ROWS : listing)
        .print(call, given.last("format", ""), rows);
    return 0;
  }

  private static int deploy(DockerCall call, Flags.Given given) throws Failure {
    if (given.words().size() != 1) {
      throw call.needs("exactly 1 argument");
    }
    String stack = given.words().getFirst();
    List<String> names = composeFiles(call, given);
    StackFile file = StackFile.read(call, stack, names);
    file.keys().warnings().forEach(call::err);
    if (call.client().wantsImages()) {
      file.checkImages();
    }
    String resolve = given.last("resolve-image", "always");
    if (!List.of("always", "changed", "never").contains(resolve)) {
      String invalid = call.client().writesSmall() ? "invalid" : "Invalid";
      throw new Failure(invalid + " option " + resolve + " for flag --resolve-image", 1);
    }
    boolean isWaitedFor = !given.all("detach").isEmpty() && !given.has("detach");
    if (given.all("detach").isEmpty() && call.client().waitsForStacks()) {
      call.err("Since --detach=false was not specified, tasks will be created in the background.");
      call.err("In a future release, --detach=false will become the default.");
    }
    Swarm swarm = SwarmVerbs.node(call).managed();
    if (given.has("prune")) {
      prune(call, swarm, stack, file.serviceNames());
    }
    List<Network> present = call.engine().networks().list();
    for (String external : file.external()) {
      if (PREDEFINED.contains(external)) {
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
    makeNetworks(call, file, present);
    keep(call, "secret", file.secrets(), swarm.secrets());
    keep(call, "config", file.configs(), swarm.configs());
    int status = 0;
    for (Service service : makeServices(call, given, swarm, file)) {
      status |= isWaitedFor ? new ServiceProgress(call, service, service.id()).show(given) : 0;
    }
    return status;
  }

  private static void makeNetworks(DockerCall call, StackFile file, List<Network> present)
      throws Failure {
    for (NetworkSpec network : file.networks()) {
      if (present.stream().noneMatch(each -> each.name().equals(network.name()))) {
        call.out("Creating network " + network.name());
        try {
          call.engine().networks().create(network);
        } catch (EngineException e) {
          throw new Failure(
              "failed to create network %s: Error response from daemon: %s"
                  .formatted(network.name(), e.text()),
              1);
        }
      }
    }
  }

  private static List<Service> makeServices(
      DockerCall call, Flags.Given given, Swarm swarm, StackFile file) throws Failure {
    List<Service> made = new ArrayList<>();
    String stack = given.words().getFirst();
    for (ServiceSpec wanted : file.services(call, swarm)) {
      Service known =
          of(swarm, stack).stream()
              .filter(each -> each.name().equals(wanted.name()))
              .findFirst()
              .orElse(null);
      boolean resolves = !given.last("resolve-image", "always").equals("never");
      if (resolves) {
        call.engine().askRegistry(wanted.workload().image());
      }
      String doing = known == null ? "create" : "update";
      try {
        made.add(makeService(call, file, known, wanted));
      } catch (EngineException e) {
        throw new Failure(
            "failed to %s service %s: Error response from daemon: %s"
                .formatted(doing, wanted.name(), e.text()),
            1);
      }
      if (resolves && known != null) {
        ServiceCreateVerb.warnOfImage(call, wanted);
      }
    }
    return made;
  }

  /// Networks of a host alone are none for services (moby `daemon/cluster/services.go`,
  /// `populateNetworkID`).
  private static void checkScopes(DockerCall call, ServiceSpec wanted) {
    for (ServiceSpec.Target target : wanted.networks()) {
      for (Network network : call.engine().networks().list()) {
        boolean isLocal =
            network.name().equals(target.network())
                && !network.driver().scope().word().equals("swarm");
        if (isLocal && !PREDEFINED.contains(network.name())) {
          throw new EngineException(
              "The network "
                  + network.name()
                  + " cannot be used with services. Only networks scoped to the swarm can be used,"
                  + " such as those created with the overlay driver.");
        }
      }
    }
  }

  private static Service makeService(
      DockerCall call, StackFile file, @Nullable Service known, ServiceSpec wanted) {
    call.out(
        known == null
            ? "Creating service " + wanted.name()
            : "Updating service " + wanted.name() + " (id: " + known.id() + ")");
    checkScopes(call, wanted);
    file.checkEndpoint(wanted.name());
    Swarm swarm = SwarmVerbs.node(call).managed();
    if (known == null) {
      return swarm.create(wanted);
    }
    swarm.update(known, wanted, false);
    return known;
  }

  /// Services that the file has no longer (`pruneServices`).
  private static void prune(DockerCall call, Swarm swarm, String stack, List<String> names) {
    for (Service service : of(swarm, stack)) {
      if (!names.contains(service.name())) {
        call.out("Removing service " + service.name());
        swarm.remove(service);
      }
    }
  }

  /// Makes the secrets or configs of a stack, or changes their labels.
  private static void keep(DockerCall call, String kind, StackObjects wanted, SwarmObjects objects)
      throws Failure {
    for (SwarmObjects.Spec spec : wanted.wanted(new PlaceFiles(call.invocation().place()))) {
      SwarmObjects.Item known = objects.named(spec.name());
      String doing = known == null ? "create" : "update";
      try {
        if (known == null) {
          call.out("Creating " + kind + " " + spec.name());
          objects.create(spec);
        } else {
          objects.update(known, spec);
        }
      } catch (EngineException e) {
        throw new Failure(
            "failed to %s %s %s: Error response from daemon: %s"
                .formatted(doing, kind, spec.name(), e.text()),
            1);
      }
    }
  }

  private int show(DockerCall call, Flags.Given given, Swarm swarm) throws Failure {
    String stack = given.words().getFirst();
    if (verb.equals("ps")) {
      return showTasks(call, given, swarm, stack);
    }
    List<Service> services = ServiceVerbs.filtered(call, given, of(swarm, stack));
    if (services.isEmpty()) {
      call.err("Nothing found in stack: " + stack);
      return 0;
    }
    return ServiceVerbs.print(call, given, services);
  }

  private static int showTasks(DockerCall call, Flags.Given given, Swarm swarm, String stack)
      throws Failure {
    List<Task> tasks = swarm.tasks().stream().filter(t -> isOf(stack, t.service())).toList();
    if (TaskTable.filtered(call, given, tasks).isEmpty()) {
      call.err("nothing found in stack: " + stack);
      return 1;
    }
    return TaskTable.print(call, given, tasks);
  }

  private static boolean remove(DockerCall call, Swarm swarm, String stack) {
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
      return true;
    }
    for (Service service : services) {
      call.out("Removing service " + service.name());
      swarm.remove(service);
    }
    boolean isGone = remove(call, swarm, "secret", stack);
    isGone &= remove(call, swarm, "config", stack);
    for (Network network : networks) {
      call.out("Removing network " + network.name());
      try {
        call.engine().networks().remove(network.name());
      } catch (EngineException e) {
        sayFailed(call, "network " + network.id(), e);
        isGone = false;
      }
    }
    return isGone;
  }

  /// What failed is told when all stacks were looked at (docker/cli `stack/swarm/remove.go`).
  private static int tellFailed(DockerCall call, List<String> stacks) {
    String failed = call.client().hasRevisedWords() ? "failed" : "Failed";
    stacks.forEach(each -> call.err(failed + " to remove some resources from stack: " + each));
    return stacks.isEmpty() ? 0 : 1;
  }

  /// Whose line does not end (docker/cli `stack/swarm/remove.go`).
  private static void sayFailed(DockerCall call, String what, EngineException e) {
    String line = "Failed to remove " + what + ": " + call.words().refusal(e, "");
    call.invocation().output().write(line, true);
  }

  private static boolean remove(DockerCall call, Swarm swarm, String kind, String stack) {
    boolean isGone = true;
    SwarmObjects objects = kind.equals("secret") ? swarm.secrets() : swarm.configs();
    for (SwarmObjects.Item item : objects.all()) {
      if (stack.equals(item.spec().labels().get(ServiceSpec.STACK_LABEL))) {
        call.out("Removing " + kind + " " + item.name());
        try {
          swarm.remove(objects, item);
        } catch (EngineException e) {
          sayFailed(call, kind + " " + item.id(), e);
          isGone = false;
        }
      }
    }
    return isGone;
  }
}
