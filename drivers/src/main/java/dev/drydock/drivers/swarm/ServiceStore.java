package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.ContainerNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The services of a swarm, and how their tasks come and go (swarmkit `manager/orchestrator`,
/// `scheduler`, `allocator`).
///
/// ```
///   wanted -> NEW -> (addresses) -> ASSIGNED -> (balancer's address) -> PREPARING -> RUNNING
/// ```
final class ServiceStore {
  /// Ports the swarm chooses itself: 30000 to 32767, one after the other.
  private static final int PORT_FIRST = 30_000;

  private static final int PORT_LAST = 32_767;

  /// From the assignment of a task to its container. Like those of single containers, images are
  /// there and processes start at once.
  private static final long PREPARE_NANOS = 2_000_000L;

  /// From the container's start to the report of it; a guess.
  private static final long START_NANOS = 1_000_000L;

  /// `RestartPolicy.Delay` of swarmkit: 5 s.
  private static final long RESTART_NANOS = 5_000_000_000L;

  private final EventLoop loop;
  private final Swarm swarm;
  private final List<Service> services = new ArrayList<>();
  private final TreeSet<Integer> ports = new TreeSet<>();
  private final ContainerNames names;
  private final RollingUpdate updates;
  private int nextPort = PORT_FIRST;

  ServiceStore(EventLoop loop, Swarm swarm, RandomStream random) {
    this.loop = loop;
    this.swarm = swarm;
    this.names = new ContainerNames(random);
    this.updates =
        new RollingUpdate(
            loop,
            new RollingUpdate.Replacing() {
              @Override
              public void end(Task task) {
                ServiceStore.this.end(task, Task.State.SHUTDOWN);
              }

              @Override
              public Task replace(Task old) {
                return successor(old);
              }
            });
  }

  List<Service> all() {
    return List.copyOf(services);
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
    throw new EngineException("service " + reference + " not found");
  }

  // ---- services --------------------------------------------------------------------------

  Service create(ServiceSpec asked) {
    ServiceSpec wanted = asked.name().isEmpty() ? asked.withName(nextName()) : asked;
    if (services.stream().anyMatch(s -> s.name().equals(wanted.name()))) {
      throw new EngineException(
          "rpc error: code = AlreadyExists desc = name conflicts with an existing object: service "
              + wanted.name()
              + " already exists");
    }
    List<SwarmNetwork> networks = networks(wanted);
    checkPorts(wanted);
    Service service = new Service(swarm.ids().next(), wanted, networks, loop.nowNanos());
    service.spec = wanted.withPorts(choosePorts(wanted.ports()));
    if (wanted.endpointMode() == ServiceSpec.EndpointMode.VIP) {
      for (SwarmNetwork network : networks) {
        service.vipTable().put(network, network.takeNext());
      }
    }
    services.add(service);
    reconcile(service);
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
    for (String reference : wanted.networks()) {
      SwarmNetwork network = swarm.networks().find(reference);
      if (network == null) {
        throw new EngineException("network " + reference + " not found");
      }
      networks.add(network);
    }
    return networks;
  }

  private void checkPorts(ServiceSpec wanted) {
    boolean isMesh = wanted.ports().stream().anyMatch(p -> !p.isHost());
    if (isMesh && wanted.endpointMode() == ServiceSpec.EndpointMode.DNSRR) {
      throw new EngineException(
          "rpc error: code = InvalidArgument desc = EndpointSpec: port published with ingress mode"
              + " can't be used with dnsrr mode");
    }
    for (ServiceSpec.Port port : wanted.ports()) {
      if (!port.isHost() && port.published() != 0 && ports.contains(port.published())) {
        throw new EngineException(
            "rpc error: code = InvalidArgument desc = port '"
                + port.published()
                + "' is already in use by service '"
                + holder(port.published())
                + "' as an ingress port");
      }
    }
  }

  private String holder(int port) {
    for (Service service : services) {
      if (service.spec.ports().stream().anyMatch(p -> !p.isHost() && p.published() == port)) {
        return service.name() + "' (" + service.id() + ")";
      }
    }
    return "";
  }

  private List<ServiceSpec.Port> choosePorts(List<ServiceSpec.Port> wanted) {
    List<ServiceSpec.Port> chosen = new ArrayList<>();
    for (ServiceSpec.Port port : wanted) {
      if (port.isHost()) {
        chosen.add(port);
        continue;
      }
      int number = port.published();
      while (number == 0) {
        number = ports.contains(nextPort) ? 0 : nextPort;
        nextPort = nextPort == PORT_LAST ? PORT_FIRST : nextPort + 1;
      }
      ports.add(number);
      chosen.add(port.withPublished(number));
    }
    return chosen;
  }

  void scale(Service service, int replicas) {
    if (service.spec.mode().isGlobal()) {
      throw new EngineException("scale can only be used with replicated or replicated-job mode");
    }
    service.spec = service.spec.withMode(ServiceSpec.Mode.replicated(replicas));
    reconcile(service);
  }

  /// `docker service update`: tasks are replaced as the service says.
  ///
  /// @param force whether tasks are replaced though nothing of theirs changed
  void update(Service service, ServiceSpec asked, boolean force) {
    ServiceSpec old = service.spec;
    List<SwarmNetwork> networks = networks(asked);
    List<ServiceSpec.Port> added = new ArrayList<>(asked.ports());
    added.removeAll(old.ports());
    checkPorts(asked.withPorts(added));
    for (ServiceSpec.Port port : old.ports()) {
      if (!port.isHost() && !asked.ports().contains(port)) {
        ports.remove(port.published());
      }
    }
    List<ServiceSpec.Port> chosen = new ArrayList<>(asked.ports());
    chosen.retainAll(old.ports());
    chosen.addAll(choosePorts(added));
    service.spec = asked.withPorts(chosen);
    service.previous = old;
    boolean isSame = service.spec.withMode(old.mode()).equals(old);
    useNetworks(service, networks);
    if (!isSame || force) {
      service.version++;
      service.isRolling = true;
    }
    reconcile(service);
    updates.roll(service);
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
    if (hasVip) {
      for (SwarmNetwork network : wanted) {
        service.vipTable().computeIfAbsent(network, SwarmNetwork::takeNext);
      }
    }
    service.networks().clear();
    service.networks().addAll(wanted);
  }

  void remove(Service service) {
    services.remove(service);
    for (Task task : service.tasks()) {
      end(task, Task.State.REMOVE);
    }
    service.vipTable().forEach(SwarmNetwork::give);
    service.spec.ports().stream()
        .filter(p -> !p.isHost())
        .forEach(p -> ports.remove(p.published()));
  }

  /// Nodes came, went or changed.
  void reconcileAll() {
    for (SwarmNode node : swarm.nodes()) {
      if (!node.isLost()) {
        node.tasks().heard();
      }
    }
    services.forEach(this::reconcile);
  }

  // ---- tasks -----------------------------------------------------------------------------

  private void reconcile(Service service) {
    List<Task> made = new ArrayList<>();
    if (service.spec.mode().isGlobal()) {
      reconcileGlobal(service, made);
    } else {
      reconcileReplicas(service, made);
    }
    if (!made.isEmpty()) {
      Loads loads = new Loads(services);
      made.forEach(this::allocate);
      made.forEach(task -> schedule(task, loads));
    }
  }

  private void reconcileGlobal(Service service, List<Task> made) {
    for (SwarmNode node : swarm.nodes()) {
      boolean wanted = Scheduler.accepts(node, service);
      Task present = on(service, node);
      if (wanted && present == null) {
        Task task = add(service, 0);
        task.node = node;
        made.add(task);
      } else if (!wanted && present != null) {
        end(present, Task.State.SHUTDOWN);
      }
    }
    for (Task task : service.tasks()) {
      if (isWanted(task) && task.node != null && !swarm.nodeList().contains(task.node)) {
        end(task, Task.State.SHUTDOWN);
      }
    }
  }

  private void reconcileReplicas(Service service, List<Task> made) {
    Map<Integer, Task> bySlot = new LinkedHashMap<>();
    for (Task task : service.taskList()) {
      if (isWanted(task)) {
        bySlot.putIfAbsent(task.slot(), task);
      }
    }
    for (int slot = 1; slot <= service.spec.mode().replicas(); slot++) {
      Task present = bySlot.get(slot);
      boolean lost = present != null && !mayStay(present);
      if (present != null && lost) {
        end(present, Task.State.SHUTDOWN);
      }
      if (present == null || lost) {
        made.add(add(service, slot));
      }
    }
    for (Task task : service.tasks()) {
      if (isWanted(task) && task.slot() > service.spec.mode().replicas()) {
        end(task, Task.State.REMOVE);
      }
    }
  }

  private boolean mayStay(Task task) {
    SwarmNode node = task.node;
    return node == null
        || (swarm.nodeList().contains(node)
            && node.isUp()
            && node.availability() != SwarmNode.Availability.DRAIN);
  }

  private static boolean isWanted(Task task) {
    return task.desired == Task.State.RUNNING;
  }

  private static @Nullable Task on(Service service, SwarmNode node) {
    return service.tasks().stream()
        .filter(t -> isWanted(t) && t.node == node)
        .findFirst()
        .orElse(null);
  }

  private Task add(Service service, int slot) {
    Task task = new Task(swarm.ids().next(), service, slot);
    task.sinceNanos = loop.nowNanos();
    service.taskList().add(task);
    forgetOld(service, task);
    return task;
  }

  /// A slot keeps the last few of its ended tasks (`manager/orchestrator/taskreaper`).
  private void forgetOld(Service service, Task young) {
    if (!service.hasEnded) {
      return;
    }
    List<Task> ended = new ArrayList<>();
    for (Task task : service.taskList()) {
      boolean hasEnded = task.state == Task.State.SHUTDOWN || task.state == Task.State.FAILED;
      if (hasEnded && task.slot() == young.slot() && (task.slot() > 0 || task.node == young.node)) {
        ended.add(task);
      }
    }
    for (int i = 0; i + swarm.settings().taskHistory() < ended.size(); i++) {
      end(ended.get(i), Task.State.REMOVE);
    }
  }

  /// Gives a task its addresses.
  private void allocate(Task task) {
    for (SwarmNetwork network : task.service().networks()) {
      task.addresses().put(network, network.takeNext());
    }
  }

  private void schedule(Task task, Loads loads) {
    SwarmNode node = task.node != null ? task.node : Scheduler.choose(task, swarm, loads);
    if (node == null) {
      enter(task, Task.State.PENDING);
      task.error = "no suitable node (scheduling constraints not satisfied)";
      return;
    }
    task.node = node;
    loads.add(task);
    for (SwarmNetwork network : task.service().networks()) {
      network.balancerOf(node);
    }
    enter(task, Task.State.ASSIGNED);
    task.then(() -> start(task));
    loop.scheduleAfter(task, PREPARE_NANOS);
  }

  private Task successor(Task old) {
    Task task = add(old.service(), old.slot());
    task.node = old.slot() == 0 ? old.node : null;
    allocate(task);
    schedule(task, new Loads(services));
    return task;
  }

  private void enter(Task task, Task.State state) {
    task.state = state;
    task.sinceNanos = loop.nowNanos();
  }

  private void start(Task task) {
    SwarmNode node = task.node;
    if (node == null || !isWanted(task)) {
      return;
    }
    enter(task, Task.State.PREPARING);
    try {
      task.container = node.tasks().start(task);
    } catch (EngineException e) {
      task.error = e.text();
      ended(task);
      return;
    }
    task.then(() -> {
      enter(task, Task.State.RUNNING);
      updates.running(task);
    });
    loop.scheduleAfter(task, START_NANOS);
  }

  /// A task's container ended by itself or could not begin: another one follows.
  void ended(Task task) {
    if (!isWanted(task)) {
      return;
    }
    loop.cancel(task);
    enter(task, Task.State.FAILED);
    task.service().hasEnded = true;
    updates.left(task);
    task.desired = Task.State.SHUTDOWN;
    release(task);
    Service service = task.service();
    task.then(() -> {
      if (services.contains(service)) {
        reconcile(service);
      }
    });
    loop.scheduleAfter(task, RESTART_NANOS);
  }

  private void end(Task task, Task.State how) {
    boolean wasWanted = isWanted(task);
    updates.left(task);
    task.desired = how;
    loop.cancel(task);
    SwarmNode node = task.node;
    if (node != null && swarm.nodeList().contains(node) && node.isLost()) {
      node.tasks().whenHeard(() -> finish(task, how, wasWanted));
    } else {
      finish(task, how, wasWanted);
    }
  }

  /// Does on a task's node what was decided; a node that is not heard goes on as it was.
  private void finish(Task task, Task.State how, boolean wasWanted) {
    SwarmNode node = task.node;
    if (wasWanted) {
      if (node != null && !task.container.isEmpty()) {
        node.tasks().stop(task);
      }
      enter(task, Task.State.SHUTDOWN);
      task.service().hasEnded = true;
      release(task);
    }
    if (how == Task.State.REMOVE) {
      if (node != null && !task.container.isEmpty()) {
        node.tasks().remove(task);
      }
      task.service().taskList().remove(task);
    }
  }

  private void release(Task task) {
    for (var entry : task.addresses().entrySet()) {
      SwarmNetwork network = entry.getKey();
      IpAddress address = entry.getValue();
      network.give(address);
      if (task.node != null) {
        task.node.cluster().dropIfIdle(network);
      }
    }
    task.addresses().clear();
  }
}
