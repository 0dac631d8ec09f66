package dev.drydock.drivers.swarm;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.ContainerSpec;
import dev.drydock.drivers.engine.Containers;
import dev.drydock.drivers.engine.EndpointSpec;
import dev.drydock.drivers.engine.EngineListener;
import dev.drydock.drivers.engine.Health;
import dev.drydock.drivers.engine.StopOptions;
import dev.drydock.drivers.engine.Stopping;
import dev.drydock.drivers.firewall.SwarmRules;
import dev.drydock.drivers.network.Sandbox;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.PortSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The tasks of one node as containers (Docker `daemon/cluster/executor/container`).
final class NodeTasks implements EngineListener {
  /// How the text of a failed start begins.
  static final String START_FAILED = "starting container failed: ";

  /// What a container ended with that a user has removed by force.
  private static final int REMOVED = 137;

  private final SwarmNode node;

  /// Container name → task.
  private final Map<String, Task> tasks = new LinkedHashMap<>();

  /// Whose containers are being ended by the swarm itself.
  private final Set<Task> stopping = new LinkedHashSet<>();

  /// Whose containers ended with the daemon.
  private final Set<Task> unsaid = new LinkedHashSet<>();

  /// What the managers decided while they did not hear the node.
  private final List<Runnable> owed = new ArrayList<>();

  NodeTasks(SwarmNode node) {
    this.node = node;
  }

  /// The daemon runs, and looks for the containers of its tasks: a swarm's are removed when the
  /// daemon ends (20.10.24, 28.5.2).
  void report() {
    Orchestrator orchestrator = orchestrator();
    if (orchestrator != null && !unsaid.isEmpty()) {
      List<Task> all = List.copyOf(unsaid);
      unsaid.clear();
      for (Task task : all) {
        String why = "No such container: " + task.containerName();
        orchestrator.fail(task, Task.State.FAILED, why);
      }
    }
  }

  private @Nullable Orchestrator orchestrator() {
    Swarm swarm = node.swarm();
    return swarm == null ? null : swarm.serviceStore().tasks();
  }

  /// Does something as soon as the node is heard again.
  void whenHeard(Runnable what) {
    owed.add(what);
  }

  /// The node is heard.
  void heard() {
    List<Runnable> due = List.copyOf(owed);
    owed.clear();
    due.forEach(Runnable::run);
  }

  /// The task whose container has a name; null when the container is a user's.
  @Nullable Task named(String container) {
    return tasks.get(container);
  }

  /// Makes a task's container.
  ///
  /// @return the container's id
  /// @throws EngineException with nothing left of it
  String create(Task task) {
    ServiceSpec spec = task.service().spec();
    checkHost(task, spec);
    ContainerSpec.Builder builder =
        ContainerSpec.builder(withTag(spec.workload().image()))
            .name(task.containerName())
            .command(spec.workload().command().toArray(String[]::new));
    TaskTemplate words = new TaskTemplate(task, node);
    spec.workload().env().forEach(line -> builder.env(words.fillValue(line)));
    if (!spec.workload().hostname().isEmpty()) {
      builder.hostname(words.fill(spec.workload().hostname()));
    }
    addDetails(builder, spec.workload().details(), words);
    new TaskTold(task, words).put(builder);
    task.isServing = false;
    builder.label("com.docker.swarm.node.id", node.id());
    builder.label("com.docker.swarm.service.id", task.service().id());
    builder.label("com.docker.swarm.service.name", task.service().name());
    builder.label("com.docker.swarm.task", "");
    builder.label("com.docker.swarm.task.id", task.id());
    builder.label("com.docker.swarm.task.name", task.containerName());
    spec.networks().stream()
        .map(ServiceSpec.Target::network)
        .filter(ServiceSpec.OF_EACH_NODE::contains)
        .forEach(builder::network);
    for (Map.Entry<SwarmNetwork, IpAddress> entry : task.addresses().entrySet()) {
      node.cluster().use(entry.getKey());
      builder.endpoint(EndpointSpec.on(entry.getKey().name()).withIpv4(entry.getValue()));
    }
    for (ServiceSpec.Port port : spec.ports()) {
      if (port.isHost()) {
        builder.publish(new PortSpec("", port.published(), port.published(), port.target()));
      }
    }
    String id = node.engine().containers().create(builder.build()).id();
    tasks.put(task.containerName(), task);
    return id;
  }

  /// Lets a task's container come onto its networks; its process begins later.
  ///
  /// @throws EngineException with nothing left of it
  void connect(Task task) {
    begin(
        task,
        containers -> {
          task.addresses().keySet().forEach(node.cluster()::use); // it may have gone meanwhile
          containers.enter(task.container);
          redirect(task, containers.get(task.container));
        });
  }

  /// Lets the process of a task's container begin.
  ///
  /// @throws EngineException with nothing left of it
  void start(Task task) {
    begin(task, containers -> containers.start(task.container));
  }

  /// `controller.Start` of the executor.
  private void begin(Task task, Consumer<Containers> what) {
    Containers containers = node.engine().containers();
    try {
      what.accept(containers);
    } catch (EngineException e) {
      remove(task);
      throw new EngineException(START_FAILED + e.text());
    }
  }

  /// Whether a task's container has a process.
  boolean isRunning(Task task) {
    Container container = node.engine().containers().exactly(task.container);
    return container != null && container.isRunning();
  }

  /// A container in the host's own namespace is made, but comes onto no other network, that of
  /// published ports included (`containerAdapter.create`; session of 20.10.24).
  private void checkHost(Task task, ServiceSpec spec) {
    boolean isOnHost = spec.networks().stream().anyMatch(each -> each.network().equals("host"));
    if (isOnHost && !task.addresses().isEmpty()) {
      throw new EngineException(node.engine().profile().texts().endpoint().toHost());
    }
  }

  private void addDetails(ContainerSpec.Builder builder, TaskDetails details, TaskTemplate words) {
    if (details.entrypoint() != null) {
      builder.entrypoint(details.entrypoint());
    }
    ContainerSpec.Ending ending = details.ending();
    builder.ending(new ContainerSpec.Ending(ending.signal(), null, ending.init()));
    builder.capabilities(details.capabilities());
    if (details.health() != null) {
      builder.health(details.health());
    }
    TaskDetails.Resolving resolving = details.resolving();
    resolving.dns().forEach(builder::dns);
    resolving.search().forEach(builder::dnsSearch);
    resolving.options().forEach(builder::dnsOption);
    resolving.hosts().forEach(builder::extraHost);
    details.sysctls().forEach(builder::sysctl);
    details.labels().forEach(builder::label);
    Swarm swarm = node.swarm();
    for (FileReference file : details.files()) {
      SwarmObjects objects =
          swarm == null ? null : file.isSecret() ? swarm.secrets() : swarm.configs();
      SwarmObjects.Item item = objects == null ? null : objects.byId(file.id());
      if (item != null) {
        String data = item.spec().data();
        builder.file(file.path(), item.spec().isTemplate() ? words.fill(data) : data);
      }
    }
  }

  /// Ports of the routing mesh lead to those of the task.
  private static void redirect(Task task, Container container) {
    List<ContainerPort> published = new ArrayList<>();
    List<ContainerPort> target = new ArrayList<>();
    for (ServiceSpec.Port port : task.service().spec().ports()) {
      if (!port.isHost()) {
        published.add(new ContainerPort(port.published(), port.target().protocol()));
        target.add(port.target());
      }
    }
    for (Map.Entry<SwarmNetwork, IpAddress> entry : task.addresses().entrySet()) {
      if (entry.getKey().isIngress() && !published.isEmpty()) {
        new SwarmRules(container.namespace().ipv4().netfilter())
            .redirect(entry.getValue(), published, target);
      }
    }
  }

  private static String withTag(String image) {
    boolean hasTag = image.lastIndexOf(':') > image.lastIndexOf('/') || image.contains("@");
    return hasTag ? image : image + ":latest";
  }

  /// Ends a task's container; it stays to be looked at.
  ///
  /// @param then what follows its end, which may be now
  void stop(Task task, StopOptions options, Runnable then) {
    if (!tasks.containsKey(task.containerName())) { // it is gone with the daemon
      then.run();
      return;
    }
    stopping.add(task);
    try {
      Stopping way = node.engine().containers().stop(task.container, options);
      way.whenOver(() -> {
        stopping.remove(task);
        then.run();
      });
    } catch (EngineException e) {
      task.error = e.text(); // a user has removed it
      stopping.remove(task);
      then.run();
    }
  }

  /// Lets names and virtual addresses lead to a task, or no longer.
  void serve(Task task, boolean isServing) {
    if (task.isServing == isServing) {
      return;
    }
    task.isServing = isServing;
    Container container = node.engine().containers().exactly(task.container);
    Sandbox sandbox = container == null ? null : container.sandbox();
    if (sandbox != null) {
      sandbox.endpoints().forEach(endpoint -> node.serve(endpoint, isServing));
    }
  }

  /// How a task's container ended.
  int exitCode(Task task) {
    Container container = node.engine().containers().exactly(task.container);
    return container == null ? REMOVED : container.exitCode();
  }

  /// The node leaves: all containers of its tasks go (Docker `daemon/cluster`, `Cluster.Leave`).
  ///
  /// @return how many there were
  int clear() {
    owed.clear();
    unsaid.clear();
    int count = tasks.size();
    for (Task task : List.copyOf(tasks.values())) {
      remove(task);
    }
    return count;
  }

  @Override
  public void daemonStarted() {
    unsaid.forEach(this::remove);
    node.daemon().started();
  }

  @Override
  public void daemonEnding() {
    node.daemon().ending();
  }

  @Override
  public void daemonStopped() {
    node.daemon().stopped();
  }

  /// The node takes part in its swarm again.
  void begin() {
    Swarm swarm = node.swarm();
    if (swarm != null && swarm.leader() == node && !node.isLost()) {
      report(); // a manager alone hears itself before its daemon answers (`Cluster.Start`)
    }
  }

  @Override
  public void healthChanged(Container container) {
    Task task = tasks.get(container.name());
    Health health = container.health();
    Orchestrator orchestrator = orchestrator();
    if (task != null && health != null && orchestrator != null) {
      orchestrator.healthChanged(task, health.isHealthy());
    }
  }

  /// Removes a task's container, unless a user has done so.
  void remove(Task task) {
    tasks.remove(task.containerName());
    if (node.engine().containers().exactly(task.container) != null) {
      stopping.add(task);
      node.engine().containers().remove(task.container, true);
      stopping.remove(task);
    }
  }

  /// A container of a task has ended without the swarm's wish.
  @Override
  public void stopping(Container container) {
    Task task = tasks.get(container.name());
    if (task == null || stopping.contains(task)) {
      return;
    }
    Orchestrator orchestrator = orchestrator();
    if (node.engine().isEnding()) {
      unsaid.add(task);
    } else if (orchestrator != null) {
      orchestrator.exited(task, container.exitCode());
    }
  }
}
