package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.ContainerSpec;
import dev.drydock.drivers.engine.Containers;
import dev.drydock.drivers.engine.EndpointSpec;
import dev.drydock.drivers.engine.State;
import dev.drydock.drivers.engine.StopOptions;
import dev.drydock.drivers.network.Network;
import dev.drydock.scenarios.engines.PlanSpecs;
import dev.drydock.scenarios.plan.ContainerPlan;
import dev.drydock.scenarios.plan.NetworkMode;
import dev.drydock.scenarios.plan.NetworkPlan;
import dev.drydock.scenarios.tools.docker.client.Failure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Brings a project's networks and containers to what its files ask for (compose,
/// pkg/compose/convergence.go). Compose does this for several containers at once; here one comes
/// after the other.
final class ComposeConvergence {
  private final ComposeCall call;
  private final Choice choice;

  /// What is wanted.
  ///
  /// @param services those to bring up, in the order of starting
  /// @param scale service → how many containers, where it differs from the files
  /// @param recreated whose containers are made anew even if they are as they should be
  /// @param keeps leaves containers, too, that are not as they should be
  /// @param seconds how long those have to end that are made anew; null for their own time
  record Choice(
      List<String> services,
      Map<String, Integer> scale,
      List<String> recreated,
      boolean keeps,
      @Nullable Integer seconds) {}

  ComposeConvergence(ComposeCall call, Choice choice) {
    this.call = call;
    this.choice = choice;
  }

  /// Containers that the files do not have any more.
  void tellOrphans(boolean removes) {
    var orphans = call.project().orphans(call.engine());
    if (removes) {
      endings(ComposeEndings.Kind.REMOVE).containers(orphans);
    } else if (!orphans.isEmpty()) {
      var names = String.join(" ", orphans.reversed().stream().map(Container::name).toList());
      call.warn(
          "Found orphan containers (["
              + names
              + "]) for this project. If you removed or renamed this service in your compose file,"
              + " you can run this command with the --remove-orphans flag to clean it up.");
    }
  }

  /// Makes the networks that services use and that are not there.
  void networks(List<String> services) throws Failure {
    for (NetworkPlan plan : call.project().networksOf(services)) {
      network(plan);
    }
  }

  private void network(NetworkPlan plan) throws Failure {
    var found =
        call.engine().networks().list().stream()
            .filter(each -> each.name().equals(plan.name()))
            .findFirst();
    if (plan.flags().external()) {
      if (found.isEmpty()) {
        throw new Failure(
            "network " + plan.name() + " declared as external, but could not be found", 1);
      }
      return;
    }
    List<Container> left = List.of();
    if (found.isPresent()) {
      checkOwner(plan, found.get().config().labels());
      if (!hasDiverged(plan, found.get())) {
        return;
      }
      left = removeDiverged(plan, found.get());
    }
    call.event("Network", plan.name(), "Creating");
    call.pass("network", "create");
    try {
      call.engine().networks().create(PlanSpecs.network(plan));
    } catch (EngineException e) {
      call.event("Network", plan.name(), "Error");
      throw new Failure(
          "failed to create network " + plan.name() + ": Error response from daemon: " + e.text(),
          1);
    }
    call.event("Network", plan.name(), "Created");
    for (Container each : left) {
      call.engine().networks().connect(each.id(), EndpointSpec.on(plan.name()));
    }
  }

  /// Whether a network was made by another configuration than that of the file.
  private static boolean hasDiverged(NetworkPlan plan, Network network) {
    var hash = network.config().labels().get(ComposeProject.CONFIG_HASH);
    var expected = PlanSpecs.network(plan).labels().get(ComposeProject.CONFIG_HASH);
    return hash != null && !hash.equals(expected);
  }

  /// Whoever is on a network that has changed is stopped and taken from it, so that it can go; they
  /// are put onto the new one (compose `pkg/compose/create.go`, `removeDivergedNetwork`; seen with
  /// 2.40.3). Where none of the services is on it, all of them are stopped, and each container of
  /// the project is to be taken from it: what is not there is refused.
  private List<Container> removeDiverged(NetworkPlan plan, Network network) throws Failure {
    var services = choice.services().stream().filter(each -> isOn(each, plan.name())).toList();
    endings(ComposeEndings.Kind.STOP).services(services.isEmpty() ? choice.services() : services);
    var containers =
        call.project().present(call.engine()).reversed().stream()
            .filter(each -> !ComposeProject.isOneOff(each))
            .filter(each -> services.isEmpty() || services.contains(ComposeProject.serviceOf(each)))
            .toList();
    for (Container each : containers) {
      call.engine().networks().disconnectByForce(plan.name(), each.id());
    }
    call.pass("network", "rm");
    call.engine().networks().remove(network.id());
    call.event("Network", plan.name(), "Removed");
    return containers;
  }

  private boolean isOn(String service, String network) {
    return call.project().containers().stream()
        .filter(plan -> plan.origin().service().equals(service))
        .anyMatch(plan ->
            plan.mode() instanceof NetworkMode.Networks networks
                && networks.attachments().stream().anyMatch(a -> a.network().equals(network)));
  }

  private void checkOwner(NetworkPlan plan, Map<String, String> labels) throws Failure {
    var owner = labels.get(ComposeProject.PROJECT);
    var advice = "\nSet `external: true` to use an existing network";
    if (owner == null) {
      call.warn(
          "a network with name "
              + plan.name()
              + " exists but was not created by compose."
              + advice);
    } else if (!owner.equals(call.project().name())) {
      call.warn(
          "a network with name %s exists but was not created for project \"%s\".%s"
              .formatted(plan.name(), call.project().name(), advice));
    }
    var key = labels.getOrDefault(ComposeProject.NETWORK, "");
    if (!key.equals(plan.key())) {
      throw new Failure(
          "network %s was found but has incorrect label %s set to \"%s\" (expected: \"%s\")"
              .formatted(plan.name(), ComposeProject.NETWORK, key, plan.key()),
          1);
    }
  }

  /// Makes, removes and makes anew containers; none is started.
  void containers() throws Failure {
    for (String service : choice.services()) {
      containers(service, ComposeScale.count(call.project(), service, choice.scale()));
    }
  }

  /// Those that are not as the files ask go first where there are too many, then those of high
  /// numbers; new ones are numbered behind all that were there (compose
  /// `pkg/compose/convergence.go`, `ensureService`).
  private void containers(String service, int count) {
    var present = call.project().present(call.engine(), service);
    var obsolete = present.stream().filter(each -> count > 0 && isObsolete(each)).toList();
    var ranked = new ArrayList<>(present);
    ranked.removeAll(obsolete);
    obsolete.stream()
        .sorted(Comparator.comparingLong(Container::createdNanos).reversed())
        .forEach(ranked::add);
    var surplus = ranked.subList(Math.min(count, ranked.size()), ranked.size());
    if (!surplus.isEmpty()) {
      endings(ComposeEndings.Kind.REMOVE).containers(surplus);
    }
    for (Container each : present) {
      if (!surplus.contains(each)) {
        keep(each, obsolete.contains(each));
      }
    }
    var next = present.isEmpty() ? 1 : ComposeProject.numberOf(present.getLast()) + 1;
    for (int number = next; number < next + count - present.size(); number++) {
      create(ComposeScale.numbered(call.project(), service, number));
    }
  }

  private ContainerPlan planOf(Container container) {
    var service = ComposeProject.serviceOf(container);
    return ComposeScale.numbered(call.project(), service, ComposeProject.numberOf(container));
  }

  /// Whether a container is to be made anew (compose `pkg/compose/convergence.go`, `mustRecreate`).
  private boolean isObsolete(Container container) {
    if (choice.keeps()) {
      return false;
    }
    var plan = planOf(container);
    var hash = ComposeProject.label(container, ComposeProject.CONFIG_HASH);
    return choice.recreated().contains(plan.origin().service())
        || !hash.equals(plan.labels().get(ComposeProject.CONFIG_HASH))
        || sharesWithAnother(container, plan)
        || (container.state() == State.RUNNING && missesNetwork(container, plan));
  }

  /// Whether it runs in the namespace of another container than that of the service it asks for:
  /// the identifier is a part of what compose compares. Of `container:NAME` it compares the name.
  private boolean sharesWithAnother(Container container, ContainerPlan plan) {
    if (!(plan.mode() instanceof NetworkMode.Shared shared)) {
      return false;
    }
    var owner = call.engine().containers().exactly(shared.container());
    return shared.isService() && owner != null && !owner.id().equals(container.mode().argument());
  }

  private static boolean missesNetwork(Container container, ContainerPlan plan) {
    return plan.mode() instanceof NetworkMode.Networks networks
        && networks.attachments().stream()
            .anyMatch(each -> !container.networks().containsKey(each.network()));
  }

  private void keep(Container container, boolean isObsolete) {
    if (isObsolete) {
      stopDependents(ComposeProject.serviceOf(container));
      replace(container, planOf(container));
    } else if (container.state() == State.PAUSED) {
      call.event(container, "Restart"); // which the engine refuses
      call.engine().containers().start(container.id());
    } else if (container.isRunning()) {
      call.event(container, "Running");
    }
  }

  private void replace(Container container, ContainerPlan plan) {
    call.event(container, "Recreate");
    var id = create(call, PlanSpecs.replacement(plan, container.id(), call.engine()));
    end(container);
    call.pass("rm");
    call.engine().containers().remove(container.id(), true);
    call.engine().containers().rename(id, plan.name());
    call.event(container, "Recreated");
  }

  private ComposeEndings endings(ComposeEndings.Kind kind) {
    return new ComposeEndings(call, kind, choice.seconds());
  }

  private void end(Container container) {
    var options = new StopOptions("", choice.seconds());
    var stopping = call.engine().containers().stop(container.id(), options);
    call.docker().invocation().shell().await(stopping::isOver, Long.MAX_VALUE);
  }

  /// What depends on a service with `restart: true` is stopped first, and started again later.
  private void stopDependents(String service) {
    for (String other : choice.services()) {
      if (restartsWith(call, other, Set.of(service))) {
        endings(ComposeEndings.Kind.STOP).containers(call.project().present(call.engine(), other));
      }
    }
  }

  /// Whether a service depends on one of some others with `restart: true`.
  static boolean restartsWith(ComposeCall call, String service, Set<String> others) {
    return call.project().containers().stream()
        .filter(plan -> plan.origin().service().equals(service))
        .flatMap(plan -> plan.dependencies().stream())
        .anyMatch(need -> need.restarts() && others.contains(need.service()));
  }

  private void create(ContainerPlan plan) {
    call.event("Container", plan.name(), "Creating");
    create(call, PlanSpecs.container(plan, call.engine()));
    call.event("Container", plan.name(), "Created");
  }

  /// Makes a container; a refusal is an event, too.
  static String create(ComposeCall call, ContainerSpec spec) {
    call.pass("create");
    try {
      Containers.Created created = call.engine().containers().create(spec);
      String service = spec.labels().getOrDefault(ComposeProject.SERVICE, "");
      created.warnings().forEach(warning -> call.err(" " + service + " " + warning + " "));
      return created.id();
    } catch (EngineException e) {
      call.event("Container", spec.name(), "Error response from daemon: " + e.text());
      throw e;
    }
  }

  /// Starts what does not run.
  void start() throws Failure {
    for (String service : choice.services()) {
      if (choice.scale().getOrDefault(service, 1) > 0) {
        start(call, service, choice.services());
      }
    }
  }

  /// Starts the containers of a service.
  ///
  /// @param among whom it waits for where it depends on them: `--no-deps` leaves the others out
  ///   (compose `pkg/compose/convergence.go`, `shouldWaitForDependency`)
  static void start(ComposeCall call, String service, List<String> among) throws Failure {
    var containers = call.project().present(call.engine(), service);
    if (containers.isEmpty() && !ComposeScale.isNone(call.project(), service)) {
      throw new Failure("service \"" + service + "\" has no container to start", 1);
    }
    new ComposeWaits(call).forDependencies(service, each -> among.contains(each.service()));
    for (Container container : containers) {
      if (!container.isRunning()) {
        call.event(container, "Starting");
        call.pass("start");
        call.engine().containers().start(container.id());
        call.event(container, "Started");
      }
    }
  }
}
