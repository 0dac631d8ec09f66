package dev.drydock.drivers.engine;

import dev.drydock.core.machine.Machine;
import dev.drydock.core.machine.SignalNames;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.files.HostsFile;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.network.Sandbox;
import dev.drydock.drivers.network.Subnet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How containers begin and end: namespace, networks, process.
final class Lifecycle {
  private static final int START_FAILED = 128;
  private static final int NOT_FOUND = 127;
  private static final int NOT_ALLOWED = 126;
  private static final int KILLED = 128 + SignalNames.KILL;
  private static final String PATH =
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final Context context;
  private final Registry registry;
  private final Membership membership;
  private final List<EngineListener> listeners = new ArrayList<>();
  private final Execs execs;

  /// What `net.ipv4.ip_forward` of the machine was before the engine set it.
  private String forwarding = "0";

  Lifecycle(Context context, Registry registry, Membership membership) {
    this.context = context;
    this.registry = registry;
    this.membership = membership;
    this.execs = new Execs(context);
  }

  Execs execs() {
    return execs;
  }

  /// Who is to ask for a container's health; null for nobody.
  @Nullable HealthMonitor monitor(Container container) {
    HealthCheck check = container.spec().workload().health();
    return check == null || !check.isAsked()
        ? null
        : new HealthMonitor(context, container, check, this);
  }

  /// Has somebody run a health command; null when nobody does.
  @Nullable Runnable probe(Container container, List<String> command, ProbeEnd end) {
    for (EngineListener listener : listeners) {
      Runnable canceller = listener.probe(container, command, end);
      if (canceller != null) {
        return canceller;
      }
    }
    return null;
  }

  void addListener(EngineListener listener) {
    listeners.add(listener);
  }

  void tell(Consumer<EngineListener> news) {
    listeners.forEach(news);
  }

  void setForwarding(String value) {
    forwarding = value;
  }

  String newId() {
    return membership.newId();
  }

  void checkRename(Container container, String newName) {
    membership.checkRename(container, newName);
  }

  void renamed(Container container) {
    membership.renamed(container);
    boolean isGuest =
        container.mode().is(NetworkMode.Kind.HOST)
            || container.mode().is(NetworkMode.Kind.CONTAINER);
    if (container.isRunning() && !isGuest) {
      container.namespace().rename(container.name());
    }
  }

  void prepare(Container container) {
    container.links = Links.found(registry, container);
    for (Links.Link link : container.links) {
      Container child = link.child();
      child.parents = new ArrayList<>(child.parents);
      child.parents.add(container);
    }
    membership.prepare(container);
  }

  /// Gives a container that is about to start its namespace and its networks; its process begins
  /// with `start`, as it does half a second later in truth (moby `containerStart`).
  ///
  /// @throws EngineException with nothing of that left, and why noted on it
  void enter(Container container) {
    try {
      if (context.profile().asksLinksFirst()) {
        checkLinks(container);
      }
      if (container.mode().is(NetworkMode.Kind.CONTAINER)) {
        share(container);
      } else {
        connect(container);
      }
    } catch (EngineException e) {
      throw failed(container, e);
    }
  }

  /// Starts a container that does not run.
  ///
  /// @throws EngineException with the container not running, and why noted on it
  void start(Container container) {
    if (container.sandbox == null) {
      enter(container);
    }
    try {
      checkLinks(container);
      checkUser(container);
      checkCommand(container);
    } catch (EngineException e) {
      throw failed(container, e);
    }
    container.state = State.RUNNING;
    container.pid = context.machine().processes().nextPid();
    container.exitCode = 0;
    container.error = "";
    container.startedNanos = context.machine().loop().nowNanos();
    context.events().container(container, "start");
    listeners.forEach(l -> l.started(container));
    if (container.monitor != null) {
      container.monitor.start();
    }
  }

  private void checkUser(Container container) {
    ContainerSpec.Workload workload = container.spec().workload();
    try {
      User user = User.of(workload.user(), container.image().origin());
      container.user = user.in(container.use.list("GroupAdd"), container.image().origin());
      HostRules.checkStart(container.use);
      TmpfsOptions.check(container.spec().mounts().tmpfs());
    } catch (EngineException e) {
      release(container);
      throw e;
    }
  }

  private static EngineException failed(Container container, EngineException e) {
    container.error = e.text();
    int status = e.exitCode() == 1 ? START_FAILED : e.exitCode();
    if (e.exitCode() != 1 || container.exitCode == 0) {
      container.exitCode = status; // an older one is kept (moby `containerStart`)
    }
    return e.with(status);
  }

  /// A command that the image does not have (moby `translateContainerdStartErr`).
  private void checkCommand(Container container) {
    String known = context.host().commandError(container.image().origin(), container.commandLine());
    String wrong = known.isEmpty() ? container.commandError : known;
    if (wrong.isEmpty()) {
      return;
    }
    release(container);
    boolean isDenied = wrong.endsWith("permission denied");
    throw new EngineException(
        context.profile().texts().container().notExecuted().formatted(wrong),
        isDenied ? NOT_ALLOWED : NOT_FOUND);
  }

  /// Joins the namespace of another container.
  private void share(Container container) {
    var texts = context.profile().texts().container();
    Container other = joined(container.mode().argument());
    if (other == container) {
      throw new EngineException(texts.ownNamespace());
    }
    if (!other.isRunning()) {
      throw new EngineException(
          texts.deadNamespace().formatted(other.id(), other.name(), other.state().word()));
    }
    container.hostname = other.hostname();
    container.files = JoinedFiles.of(other);
  }

  /// From 28 on it is said what it was wanted for (moby `getNetworkedContainer`).
  private Container joined(String reference) {
    boolean isSilent = context.profile().texts().startContext().isEmpty();
    if (isSilent || registry.find(reference) != null) {
      return registry.get(reference);
    }
    throw new EngineException(
        "joining network namespace of container: No such container: " + reference);
  }

  private void connect(Container container) {
    boolean isHost = container.mode().is(NetworkMode.Kind.HOST);
    Machine machine = context.machine();
    if (isHost && container.spec().names().hostname().isEmpty()) {
      container.hostname = machine.name();
    }
    Netns namespace = isHost ? machine.root() : newNamespace(container);
    Sandbox sandbox = new Sandbox(newId(), namespace, isHost, context.profile());
    sandbox.keepUnder(context.config().execRoot());
    context.namespaceFiles().entered();
    container.sandbox = sandbox;
    container.lastSandbox = sandbox;
    var sysctls = new RuncSysctls(container.spec().sysctls(), isHost, context.profile());
    try {
      List<HostsFile.Line> lines = extraLines(container);
      SandboxFiles files = new SandboxFiles(container, sandbox, context, lines);
      sandbox.setUpstream(files.upstream(), machine.random("docker/dns/" + sandbox.id()));
      sysctls.beforeInterfaces(namespace);
      membership.connectAll(container, sandbox);
      container.files = files;
      container.writtenFiles = files;
      sysctls.afterInterfaces(namespace);
      Links.tellParents(container);
    } catch (EngineException e) {
      release(container);
      if (e.text().startsWith(Sandbox.NOT_ADDED)) {
        String now = Timestamps.seconds(machine.loop().nowNanos());
        throw new EngineException(context.profile().texts().interfaceNotAdded(e.text(), now));
      }
      boolean isSaid = e.exitCode() != 1; // it is runc's, which has nothing to do with networks
      throw isSaid ? e : e.behind(context.profile().texts().startContext());
    }
  }

  private Netns newNamespace(Container container) {
    Netns namespace = context.machine().newNamespace(container.name());
    var sysctls = namespace.sysctls();
    sysctls.set("net.ipv4.ip_forward", forwarding);
    sysctls.set("net.ipv4.ping_group_range", "0\t2147483647");
    sysctls.set("net.ipv4.ip_unprivileged_port_start", "0");
    if (context.profile().kernel().wholeNamespaceIpv6()) {
      sysctls.set("net.ipv6.conf.all.disable_ipv6", "1");
      sysctls.set("net.ipv6.conf.default.disable_ipv6", "1");
    }
    namespace.loopback().setUp(true);
    return namespace;
  }

  private List<HostsFile.Line> extraLines(Container container) {
    List<HostsFile.Line> lines = new ArrayList<>();
    for (String extra : container.spec().names().extraHosts()) {
      int colon = extra.indexOf(':');
      String address = extra.substring(colon + 1);
      if (address.equals("host-gateway")) {
        address = hostGateway();
      }
      lines.add(new HostsFile.Line(address, extra.substring(0, Math.max(colon, 0))));
    }
    lines.addAll(Links.hostsLines(links(container)));
    return lines;
  }

  private String hostGateway() {
    IpAddress configured = context.config().hostGatewayIp();
    if (configured != null) {
      return configured.toString();
    }
    Network bridge = membership.find(Network.DEFAULT);
    Subnet subnet = bridge.ipv4();
    IpAddress gateway = subnet == null ? null : subnet.gateway();
    if (gateway == null) {
      throw new EngineException("unable to derive the IP value for host-gateway");
    }
    return gateway.toString();
  }

  /// The containers a container is linked to that are still there, whatever they are called now.
  private List<Links.Link> links(Container container) {
    return container.links.stream().filter(link -> registry.all().contains(link.child())).toList();
  }

  /// A container starts when those run that it is linked to; links to what was removed stay (moby
  /// `setupLinkedContainers`).
  private void checkLinks(Container container) {
    if (!container.networks().containsKey(Network.DEFAULT)) {
      return;
    }
    for (Links.Link link : container.links) {
      if (!link.child().isRunning()) {
        release(container);
        throw new EngineException(Links.notRunning(container, link));
      }
      if (!link.child().networks().containsKey(Network.DEFAULT)) {
        release(container);
        throw new EngineException(
            "container " + link.child().id() + " not attached to default bridge network");
      }
    }
  }

  /// The process of a container has ended by itself; it may be started again in a while.
  void exited(Container container, int exitCode) {
    long ran = context.machine().loop().nowNanos() - container.startedNanos;
    endForRestart(container, exitCode);
    if (container.restarts.begin(ran, this::start)) {
      container.state = State.RESTARTING;
    } else {
      leave(container);
    }
  }

  /// Sends a signal to the first process of a container (moby `daemon/kill.go`, `killWithSignal`).
  /// Whatever it does with it, it is not started again by itself after that; only where a stop
  /// signal was chosen, others do not count.
  void signal(Container container, int signal) {
    boolean isMeant =
        signal == SignalNames.KILL
            || container.stopSignalName().isEmpty()
            || signal == container.stopSignal();
    if (isMeant) {
      container.restarts.stoppedByHand();
    }
    context.events().container(container, "kill", "signal", Integer.toString(signal));
    if (isMeant && container.state() == State.PAUSED) {
      resume(container);
    }
    if (signal == SignalNames.KILL) {
      endForRestart(container, KILLED);
      leave(container);
    } else {
      context.machine().processes().kill(container.pid(), signal);
    }
  }

  /// Ends the process of a container that is about to be removed.
  void kill(Container container) {
    String signal = Integer.toString(SignalNames.KILL);
    context.events().container(container, "kill", "signal", signal);
    endForRestart(container, KILLED);
  }

  /// The processes of a container go on.
  void resume(Container container) {
    container.state = State.RUNNING;
    tell(listener -> listener.unpaused(container));
    if (container.monitor != null) {
      container.monitor.resume();
    }
    context.events().container(container, "unpause");
  }

  /// Starts a container that was stopped for that (moby `daemon/restart.go`).
  void startAgain(Container container) {
    if (registry.exactly(container.id()) == null) {
      throw new EngineException("No such container: " + container.id());
    }
    container.restarts.startedByHand();
    start(container);
    context.events().container(container, "restart");
  }

  private void leave(Container container) {
    if (container.spec().flags().autoRemove() && !container.isKept) {
      destroy(container);
    }
  }

  /// A container that does not run is removed.
  void destroy(Container container) {
    giveUpStart(container);
    registry.remove(container);
    context.volumes().release(container.id(), container.takesVolumes);
    context.events().container(container, "destroy");
  }

  void endForRestart(Container container, int exitCode) {
    if (container.monitor != null) {
      container.monitor.stop();
    }
    container.exitCode = exitCode;
    listeners.forEach(l -> l.stopping(container));
    container.attended = false;
    container.state = State.EXITED;
    container.pid = 0;
    container.finishedNanos = context.machine().loop().nowNanos();
    execs.died(container, exitCode);
    release(container);
    List<Stopping> wanted = List.copyOf(container.stoppings);
    container.stoppings.clear();
    for (Stopping each : wanted) {
      context.events().container(container, "stop");
      each.ended();
    }
  }

  /// A container that was about to start does not; one that runs goes on.
  void giveUpStart(Container container) {
    if (!container.isRunning() && container.sandbox != null) {
      release(container);
    }
  }

  /// Addresses, interfaces and the namespace go at once. Another container that shares the
  /// namespace keeps it, with `lo` only.
  private void release(Container container) {
    Sandbox sandbox = container.sandbox;
    Netns namespace = sandbox == null ? container.files.namespaceOrNull() : sandbox.namespace();
    membership.leaveAll(container);
    if (sandbox != null) {
      sandbox.close();
      context.namespaceFiles().left(sandbox.fileName());
    }
    container.sandbox = null;
    container.files = ContainerFiles.NONE;
    if (namespace != null && isUnused(namespace)) {
      context.machine().remove(namespace);
    }
  }

  private boolean isUnused(Netns namespace) {
    return namespace != context.machine().root()
        && !registry.has(c -> c.isRunning() && c.files().namespaceOrNull() == namespace);
  }

  List<String> environment(Container container) {
    List<String> env = new ArrayList<>();
    env.add(PATH);
    env.add("HOSTNAME=" + container.hostname());
    if (container.spec().flags().tty()) {
      env.add("TERM=xterm");
    }
    for (Links.Link link : links(container)) {
      env.addAll(Links.environment(container.name(), link));
    }
    List<String> own = new ArrayList<>(container.image().info().env());
    own.addAll(container.spec().workload().env());
    for (String variable : own) {
      set(env, variable);
    }
    if (env.stream().noneMatch(v -> v.startsWith("HOME="))) {
      env.add("HOME=" + container.user().home());
    }
    return env;
  }

  /// Whether a container is on a network of a swarm in which the engine takes no part yet
  /// (`HasSwarmEndpoint`).
  boolean waitsForSwarm(Container container) {
    ClusterNetworks cluster = membership.cluster().networks();
    return container.settings().keySet().stream().anyMatch(cluster::isAwaited);
  }

  /// A name without a value takes the variable away (moby `container/env.go`,
  /// `ReplaceOrAppendEnvVars`); a service or an image may have such.
  private static void set(List<String> env, String variable) {
    if (variable.indexOf('=') < 0) {
      env.removeIf(each -> each.startsWith(variable + "="));
      return;
    }
    String key = variable.substring(0, variable.indexOf('=') + 1);
    for (int i = 0; i < env.size(); i++) {
      if (env.get(i).startsWith(key)) {
        env.set(i, variable);
        return;
      }
    }
    env.add(variable);
  }
}
