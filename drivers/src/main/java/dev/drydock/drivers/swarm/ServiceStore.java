package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.ContainerNames;
import java.util.ArrayList;
import java.util.List;

/// The services of a swarm, as users make and change them (swarmkit
/// `manager/controlapi/service.go`). Their tasks are the [Orchestrator]'s.
final class ServiceStore {
  private final EventLoop loop;
  private final Swarm swarm;
  private final List<Service> services = new ArrayList<>();

  /// Services that were removed, while tasks of theirs have not ended.
  private final List<Service> leaving = new ArrayList<>();

  private final ServicePorts ports = new ServicePorts();
  private final ContainerNames names;
  private final Orchestrator orchestrator;

  ServiceStore(EventLoop loop, Swarm swarm, RandomStream random) {
    this.loop = loop;
    this.swarm = swarm;
    this.names = new ContainerNames(random);
    this.orchestrator = new Orchestrator(loop, swarm, this);
  }

  /// What becomes of tasks.
  Orchestrator tasks() {
    return orchestrator;
  }

  List<Service> all() {
    return List.copyOf(services);
  }

  /// A node was removed, and nobody hears how tasks of removed services end there.
  void forget(String node) {
    for (Service service : leaving) {
      for (Task task : service.tasks()) {
        if (task.nodeId().equals(node)) {
          orchestrator.endings().forget(task);
          service.taskList().remove(task);
        }
      }
    }
  }

  /// All tasks, those of removed services too until they have ended.
  List<Task> everyTask() {
    leaving.removeIf(service -> service.taskList().isEmpty());
    List<Task> every = new ArrayList<>();
    services.forEach(service -> every.addAll(service.taskList()));
    leaving.forEach(service -> every.addAll(service.taskList()));
    return every;
  }

  /// The service with this id, name or beginning of an id.
  Service get(String reference) {
    for (Service service : services) {
      if (service.id().equals(reference) || service.name().equals(reference)) {
        return service;
      }
    }
    for (Service service : services) {
      if (!reference.isEmpty() && service.id().startsWith(reference)) {
        return service;
      }
    }
    throw EngineException.missing(
        new EngineException.Missing("service", reference), "service " + reference + " not found");
  }

  // ---- services --------------------------------------------------------------------------

  Service create(ServiceSpec asked) {
    ServiceSpec wanted = asked.name().isEmpty() ? asked.withName(nextName()) : asked;
    ServiceChecks.check(wanted);
    List<SwarmNetwork> networks = networks(wanted);
    ports.check(wanted, services);
    if (services.stream().anyMatch(s -> s.name().equals(wanted.name()))) {
      throw new EngineException(
          "rpc error: code = AlreadyExists desc = name conflicts with an existing object: service "
              + wanted.name()
              + " already exists");
    }
    ServiceSpec spec = wanted.withPorts(ports.take(wanted.ports()));
    Service service = new Service(swarm.ids().next(), spec, networks, swarm.revisions().made());
    service.takeVips();
    services.add(service);
    orchestrator.reconcile(service);
    return service;
  }

  private String nextName() {
    return names.next(
        swarm.ids().next(), name -> services.stream().anyMatch(s -> s.name().equals(name)));
  }

  private List<SwarmNetwork> networks(ServiceSpec wanted) {
    List<SwarmNetwork> networks = new ArrayList<>();
    SwarmNetwork ingress = swarm.networks().ingress();
    if (wanted.ports().stream().anyMatch(p -> !p.isHost())) {
      if (ingress == null) {
        throw new EngineException(
            "rpc error: code = FailedPrecondition desc = service needs ingress network, but no"
                + " ingress network is present");
      }
      networks.add(ingress);
    }
    for (ServiceSpec.Target target : wanted.networks()) {
      String reference = target.network();
      if (ServiceSpec.OF_EACH_NODE.contains(reference)) {
        continue;
      }
      SwarmNetwork network = swarm.networks().find(reference);
      if (network == null) {
        throw EngineException.missing(
            new EngineException.Missing("network", reference),
            "network " + reference + " not found");
      }
      if (network.isIngress()) { // `validateNetworks`
        throw SwarmTexts.invalid(
            "Service cannot be explicitly attached to the ingress network \""
                + network.name()
                + "\"");
      }
      networks.add(network);
    }
    return networks;
  }

  void scale(Service service, int replicas) {
    ServiceSpec.Mode mode = service.spec.mode();
    if (mode.isGlobal()) {
      throw new EngineException("scale can only be used with replicated or replicated-job mode");
    }
    update(service, service.spec.withMode(mode.withReplicas(replicas)), false);
  }

  /// `docker service update`: tasks are replaced as the service says.
  ///
  /// @param force whether tasks are replaced though nothing of theirs changed
  void update(Service service, ServiceSpec wanted, boolean force) {
    ServiceSpec old = service.spec;
    ServiceSpec asked = wanted.withPorts(kept(old, wanted));
    if (old.mode().isGlobal() != asked.mode().isGlobal()
        || old.mode().isJob() != asked.mode().isJob()) {
      throw new EngineException(
          "rpc error: code = Unimplemented desc = service mode change is not allowed");
    }
    ServiceChecks.check(asked);
    List<SwarmNetwork> networks = networks(asked);
    List<ServiceSpec.Port> added = new ArrayList<>(asked.ports());
    added.removeAll(old.ports());
    ports.check(asked.withPorts(added), services);
    List<ServiceSpec.Port> gone = new ArrayList<>(old.ports());
    gone.removeAll(asked.ports());
    ports.give(gone);
    List<ServiceSpec.Port> chosen = new ArrayList<>(asked.ports());
    chosen.retainAll(old.ports());
    chosen.addAll(ports.take(added));
    service.previous = old;
    service.previousForce = service.force;
    service.force += force ? 1 : 0;
    service.updateStatus = null;
    change(service, asked.withPorts(chosen), networks);
  }

  /// Ports without a number keep the one that was chosen before (`portAllocator`).
  private static List<ServiceSpec.Port> kept(ServiceSpec old, ServiceSpec wanted) {
    return wanted.ports().stream()
        .map(port -> old.ports().stream().filter(port::isAnsweredBy).findFirst().orElse(port))
        .toList();
  }

  /// `docker service rollback`.
  void rollBack(Service service) {
    ServiceSpec previous = service.previous;
    if (previous == null) {
      throw new EngineException(
          "rpc error: code = FailedPrecondition desc = service "
              + service.id()
              + " does not have a previous spec");
    }
    ServiceSpec now = service.spec;
    int force = service.force;
    goBack(service, previous, "manually requested rollback");
    service.previous = now;
    service.previousForce = force;
  }

  /// An update has failed, and the service becomes what it was.
  void rollBack(Service service, String why) {
    ServiceSpec previous = service.previous;
    if (previous != null) {
      goBack(service, previous, why);
    }
  }

  private void goBack(Service service, ServiceSpec previous, String why) {
    List<ServiceSpec.Port> gone = new ArrayList<>(service.spec.ports());
    gone.removeAll(previous.ports());
    ports.give(gone);
    List<ServiceSpec.Port> back = new ArrayList<>(previous.ports());
    back.removeAll(service.spec.ports());
    ports.take(back);
    service.previous = null;
    service.force = service.previousForce;
    service.updateStatus =
        new UpdateStatus(UpdateStatus.State.ROLLBACK_STARTED, why, loop.nowNanos(), 0);
    change(service, previous, networks(previous));
  }

  private void change(Service service, ServiceSpec spec, List<SwarmNetwork> networks) {
    RollingUpdate going = service.update;
    if (going != null) {
      going.cancel();
      service.update = null;
    }
    ServiceSpec old = service.spec;
    service.use(spec);
    service.meta = swarm.revisions().changed(service.meta);
    useNetworks(service, networks);
    if (spec.mode().isJob()) {
      boolean isSame = spec.template().equals(old.template()) && spec.mode().equals(old.mode());
      if (!isSame || service.force != service.previousForce) {
        service.round++;
        service.roundNanos = loop.nowNanos();
      }
    }
    orchestrator.reconcile(service);
    if (!spec.mode().isJob()) {
      new RollingUpdate(loop, orchestrator, service).start();
    }
  }

  private static void useNetworks(Service service, List<SwarmNetwork> wanted) {
    boolean hasVip = service.spec.endpointMode() == ServiceSpec.EndpointMode.VIP;
    for (SwarmNetwork network : List.copyOf(service.vipTable().keySet())) {
      if (!hasVip || !wanted.contains(network)) {
        IpAddress gone = service.vipTable().remove(network);
        if (gone != null) {
          network.give(gone);
        }
      }
    }
    service.networks().clear();
    service.networks().addAll(wanted);
    service.takeVips();
  }

  /// A network has the subnets it waited for.
  void allocated(SwarmNetwork network) {
    for (Service service : services) {
      if (service.networks().contains(network) && service.isAllocated()) {
        service.takeVips();
        orchestrator.begin(service);
      }
    }
  }

  void remove(Service service) {
    services.remove(service);
    RollingUpdate going = service.update;
    if (going != null) {
      going.cancel();
    }
    service.isRemoved = true;
    leaving.add(service);
    orchestrator.remove(service);
    service.vipTable().forEach(SwarmNetwork::give);
    ports.give(service.spec.ports());
  }

  /// A node was changed by a user.
  void changed(SwarmNode node) {
    reconcileAll();
    orchestrator.renew(node);
  }

  /// Nodes came, went or changed.
  void reconcileAll() {
    for (SwarmNode node : swarm.nodes()) {
      if (!node.isLost()) {
        node.tasks().heard();
      }
    }
    orchestrator.reconcile(List.copyOf(services));
  }
}
