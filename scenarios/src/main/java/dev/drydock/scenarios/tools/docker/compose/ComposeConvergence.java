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
import java.util.HashSet;
import java.util.LinkedHashSet;
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

  /// Services whose containers were made anew.
  private final Set<String> remade = new LinkedHashSet<>();

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

  /// Containers whose service the files do not have any more.
  void tellOrphans(boolean removes) {
    var services = call.project().services();
    var orphans = new ArrayList<Container>();
    for (Container container : call.project().present(call.engine())) {
      var isGone = ComposeProject.isOneOff(container) && !container.isRunning();
      if (isGone || !services.contains(ComposeProject.serviceOf(container))) {
        orphans.add(container);
      }
    }
    if (removes) {
      endings(ComposeEndings.Kind.REMOVE).containers(orphans);
    } else if (!orphans.isEmpty()) {
      var names = String.join(" ", orphans.stream().map(Container::name).toList());
      call.warn(
          "Found orphan containers (["
              + names
              + "]) for this project. If you removed or renamed this service in your compose file,"
              + " you can run this command with the --remove-orphans flag to clean it up.");
    }
  }

  /// Makes the networks that the services use and that are not there.
  void networks() throws Failure {
    var used = new HashSet<String>();
    for (ContainerPlan plan : plans()) {
      if (plan.mode() instanceof NetworkMode.Networks networks) {
        networks.attachments().forEach(each -> used.add(each.network()));
      }
    }
    for (NetworkPlan plan : call.project().networks()) {
      if (used.contains(plan.name())) {
        network(plan);
      }
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
  /// 2.40.3).
  private List<Container> removeDiverged(NetworkPlan plan, Network network) {
    var services =
        call.project().services().stream().filter(each -> isOn(each, plan.name())).toList();
    endings(ComposeEndings.Kind.STOP).services(services);
    var containers = new ArrayList<Container>();
    services.forEach(each -> containers.addAll(call.project().present(call.engine(), each)));
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
      var plans = ComposeScale.of(call.project(), service, choice.scale());
      var present = call.project().present(call.engine(), service);
      if (plans.size() < present.size()) {
        var surplus = present.subList(plans.size(), present.size());
        endings(ComposeEndings.Kind.REMOVE).containers(surplus);
      }
      for (int i = 0; i < plans.size(); i++) {
        if (i < present.size()) {
          keep(present.get(i), plans.get(i));
        } else {
          create(plans.get(i));
        }
      }
    }
  }

  private void keep(Container container, ContainerPlan plan) {
    var spec = PlanSpecs.container(plan);
    var hash = spec.labels().getOrDefault(ComposeProject.CONFIG_HASH, "");
    var isSame = hash.equals(ComposeProject.label(container, ComposeProject.CONFIG_HASH));
    var isWanted = choice.recreated().contains(plan.origin().service());
    if (isWanted || sharesWithNew(plan) || !(isSame || choice.keeps())) {
      remade.add(plan.origin().service());
      stopDependents(plan.origin().service());
      call.event(container, "Recreate");
      call.pass("rm");
      end(container);
      call.engine().containers().remove(container.id(), true);
      create(call, spec);
      call.event(container, "Recreated");
    } else if (container.state() == State.PAUSED) {
      call.event(container, "Restart"); // which the engine refuses
      call.engine().containers().start(container.id());
    } else if (container.isRunning()) {
      call.event(container, "Running");
    }
  }

  private ComposeEndings endings(ComposeEndings.Kind kind) {
    return new ComposeEndings(call, kind, choice.seconds());
  }

  private void end(Container container) {
    var options = new StopOptions("", choice.seconds());
    var stopping = call.engine().containers().stop(container.id(), options);
    call.docker().invocation().shell().await(stopping::isOver, Long.MAX_VALUE);
  }

  /// Whether it lives in the namespace of a container that has just been made anew (compose
  /// `pkg/compose/reconcile.go`, `parentNamespaceRecreated`).
  private boolean sharesWithNew(ContainerPlan plan) {
    return plan.mode() instanceof NetworkMode.Shared shared
        && remade.stream()
            .anyMatch(service ->
                call.project().present(call.engine(), service).stream()
                    .anyMatch(each -> each.name().equals(shared.container())));
  }

  /// What depends on a service with `restart: true` is stopped first, and started again later.
  private void stopDependents(String service) {
    for (String other : choice.services()) {
      if (restartsWith(call, other, Set.of(service))) {
        endings(ComposeEndings.Kind.STOP)
            .containers(
                call.project().present(call.engine(), other).stream()
                    .filter(Container::isRunning)
                    .toList());
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
    create(call, PlanSpecs.container(plan));
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
      start(call, service);
    }
  }

  /// Starts the containers of a service.
  static void start(ComposeCall call, String service) throws Failure {
    var containers = call.project().present(call.engine(), service);
    if (containers.isEmpty() && !ComposeScale.isNone(call.project(), service)) {
      throw new Failure("service \"" + service + "\" has no container to start", 1);
    }
    awaitDependencies(call, service);
    for (Container container : containers) {
      if (!container.isRunning()) {
        call.event(container, "Starting");
        call.pass("start");
        call.engine().containers().start(container.id());
        call.event(container, "Started");
      }
    }
  }

  private static void awaitDependencies(ComposeCall call, String service) throws Failure {
    var plan =
        call.project().containers().stream()
            .filter(each -> each.origin().service().equals(service))
            .findFirst();
    if (plan.isPresent()) {
      new ComposeWaits(call).forDependencies(service, plan.get());
    }
  }

  private List<ContainerPlan> plans() {
    return call.project().containers().stream()
        .filter(plan -> choice.services().contains(plan.origin().service()))
        .toList();
  }
}
