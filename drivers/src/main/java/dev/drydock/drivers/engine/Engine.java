package dev.drydock.drivers.engine;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netns.Sysctls;
import dev.drydock.drivers.DaemonConfig;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.bridge.BridgeDriver;
import dev.drydock.drivers.bridge.HostDriver;
import dev.drydock.drivers.bridge.KernelModules;
import dev.drydock.drivers.files.ResolvConf;
import dev.drydock.drivers.firewall.ChangingFirewall;
import dev.drydock.drivers.firewall.Firewall;
import dev.drydock.drivers.ipvlan.IpvlanDriver;
import dev.drydock.drivers.macvlan.MacvlanDriver;
import dev.drydock.drivers.network.Controller;
import dev.drydock.drivers.network.NamespaceFiles;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.network.NetworkDriver;
import dev.drydock.drivers.port.DaemonProcess;
import dev.drydock.drivers.port.PortMapper;
import dev.drydock.drivers.profile.EngineProfile;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// The Docker Engine of one machine. [#start] is `systemctl start docker`; then [#containers] and
/// [#networks] do what the commands of those names do. Everything happens at the present moment of
/// the machine's loop, and at once.
public final class Engine {
  private static final int SHUT_DOWN = 137;

  private final Context context;
  private final ChangingFirewall firewall;
  private final Controller controller;
  private final PortMapper ports;
  private final Registry registry = new Registry();
  private final Lifecycle lifecycle;
  private final Containers containers;
  private final Networks networks;
  private final DefaultNetworks defaults;
  private final ClusterLink cluster = new ClusterLink();
  private final DaemonProcess process;
  private boolean running;
  private boolean ending;

  /// An engine that has not been started, without a firewall.
  public Engine(Machine machine, DaemonConfig config, EngineProfile profile, EngineHost host) {
    this(new Context(machine, config, profile, host), Firewall.NONE);
  }

  private Engine(Context context, Firewall firewall) {
    this.context = context;
    this.firewall = new ChangingFirewall(firewall);
    Machine machine = context.machine();
    DaemonConfig config = context.config();
    this.process = new DaemonProcess(machine);
    this.ports = new PortMapper(context.profile(), () -> context.config().userlandProxy(), machine);
    this.controller = Controller.of(machine, context.profile(), config);
    Membership membership = new Membership(context, controller, cluster);
    this.lifecycle = new Lifecycle(context, registry, membership);
    this.containers = new Containers(context, registry, lifecycle);
    this.networks = new Networks(context, registry, membership);
    this.defaults = new DefaultNetworks(context, controller);
    controller.whenMade(this.firewall::networkMade);
    var connections = new BridgeDriver.Connections(ports, this.firewall);
    controller.register(new BridgeDriver(machine, context::config, context.profile(), connections));
    controller.register(new MacvlanDriver(machine, context.profile()));
    controller.register(new IpvlanDriver(machine, context.profile()));
    controller.register(new HostDriver("host"));
    controller.register(new HostDriver("null"));
  }

  /// The same engine, not started, with a firewall that is told of everything.
  public Engine withFirewall(Firewall newFirewall) {
    return new Engine(context, newFirewall);
  }

  /// What its version does in its own way.
  public EngineProfile profile() {
    return context.profile();
  }

  /// How it was configured.
  public DaemonConfig config() {
    return context.config();
  }

  /// The machine it runs on.
  public Machine machine() {
    return context.machine();
  }

  /// Whether the daemon runs.
  public boolean isRunning() {
    return running;
  }

  /// Whether the daemon is about to be gone, and ends its containers.
  public boolean isEnding() {
    return ending;
  }

  /// The containers.
  public Containers containers() {
    return containers;
  }

  /// The networks.
  public Networks networks() {
    return networks;
  }

  /// Its images.
  public Images images() {
    return context.images();
  }

  /// Whether a public registry is taken to have an image.
  public boolean isInRegistry(String image) {
    return context.host().isInRegistry(image);
  }

  /// Looks for an image at Docker Hub, which is seen by the questions for its name.
  public void askRegistry(String image) {
    RegistryLookup.begin(context, image, isFound -> {});
  }

  /// Looks for an image at its registry before a container is made of it. One that the machine has
  /// is there whatever comes of that.
  ///
  /// @param then is told whether it is there, at once where that is known
  public void fetch(String image, Consumer<Boolean> then) {
    boolean isHere = context.host().hasImage(image) || images().find(image) != null;
    RegistryLookup.begin(context, image, isHere ? isFound -> {} : then);
    if (isHere) {
      then.accept(true);
    }
  }

  /// The names of sandboxes.
  public NamespaceFiles namespaceFiles() {
    return context.namespaceFiles();
  }

  /// The volumes.
  public Volumes volumes() {
    return context.volumes();
  }

  /// Makes a network driver known, before the engine starts.
  public void register(NetworkDriver driver) {
    controller.register(driver);
  }

  /// The networks and drivers, for those who bring networks of their own.
  public Controller controller() {
    return controller;
  }

  /// Makes the engine a node of a swarm, or no longer with [ClusterNetworks#NONE].
  public void setCluster(ClusterNetworks networksOfCluster) {
    cluster.set(networksOfCluster);
  }

  /// Lets somebody run what containers hold.
  public void addListener(EngineListener listener) {
    lifecycle.addListener(listener);
  }

  /// What it did: `docker events`.
  public EventLog events() {
    return context.events();
  }

  /// Starts the daemon: modules and sysctls, then the networks none, host and bridge. User-defined
  /// networks are there as before.
  ///
  /// @throws EngineException if the configuration makes no sense
  public void start() {
    if (running) {
      return;
    }
    context.events().begin();
    controller.setNameservers(ResolvConf.parse(context.host().resolvConf()).nameservers());
    Sysctls sysctls = context.machine().root().sysctls();
    if (context.profile().kernel().alwaysFiltersBridges() && context.config().iptables()) {
      KernelModules.loadBridgeNetfilter(context.machine().root());
    }
    firewall.started();
    if (context.config().ipForward()) {
      firewall.forwards();
    }
    String forwarding = sysctls.get("net.ipv4.ip_forward");
    lifecycle.setForwarding("1".equals(forwarding) ? "1" : "0");
    if (context.config().ipForward() && !"1".equals(forwarding)) {
      sysctls.set("net.ipv4.ip_forward", "1");
      if (!context.config().ipForwardNoDrop()) {
        firewall.forwardingEnabled(Family.IPV4);
      }
    }
    process.start();
    controller.restore();
    if (containers.list(false).isEmpty()) {
      defaults.create(); // under containers that live on the networks stay (initNetworkController)
    }
    running = true;
    lifecycle.tell(EngineListener::daemonStarted);
    containers.startWithDaemon();
  }

  /// Configures the daemon anew, while it does not run: `daemon.json` was changed.
  ///
  /// @param newFirewall what writes its rules from now on
  public void reconfigure(DaemonConfig config, Firewall newFirewall) {
    context.setConfig(config);
    controller.setPools(config);
    firewall.become(newFirewall);
  }

  /// Takes over of a configuration what a running daemon can (moby `daemon/reload.go`); keys that
  /// it does not name stay as they were.
  public void reload(DaemonConfig config) {
    context.setConfig(context.config().reloaded(config));
    context.events().daemon(this, "reload");
  }

  /// Who acts on signals that dockerd is sent.
  public void onSignal(IntConsumer listener) {
    process.onSignal(listener);
  }

  /// The daemon is gone at once; what it started goes on.
  public void killed() {
    running = false;
    process.stop();
  }

  /// The daemon is told to end: it takes no part in anything any more, and its containers have
  /// their time to end, all at once (moby `daemon.go`, `Shutdown`; with containers that do not heed
  /// SIGTERM a restart of 20.10.24 took 11.6 s). When all are over, [#stop] follows.
  ///
  /// @return what is to be waited for
  public List<Stopping> beginStop() {
    if (!running || context.config().liveRestore()) {
      return List.of();
    }
    ending = true;
    lifecycle.tell(EngineListener::daemonEnding);
    return containers.list(false).stream().map(containers::endWithDaemon).toList();
  }

  /// Stops the daemon: all containers end, unless it is configured to leave them alone
  /// (`live-restore`); networks and bridges stay.
  public void stop() {
    boolean wasRunning = running;
    ending = true;
    lifecycle.tell(EngineListener::daemonEnding);
    if (!context.config().liveRestore()) {
      for (Container container : containers.list(false)) {
        containers.shutDown(container, SHUT_DOWN);
      }
    }
    ending = false;
    running = false;
    process.stop();
    if (wasRunning) {
      lifecycle.tell(EngineListener::daemonStopped);
    }
  }

  /// `systemctl restart docker`.
  public void restart() {
    stop();
    start();
  }

  /// Removes all containers and user-defined networks.
  public void wipe() {
    for (Container container : containers.list(true)) {
      containers.remove(container.id(), true);
    }
    for (Network network : networks.list()) {
      if (!network.isPredefined()) {
        networks.remove(network.id());
      }
    }
  }

  /// Removes everything the engine made, docker0 too, and stops it: what is left is the machine as
  /// it was before.
  public void purge() {
    wipe();
    running = false;
    process.stop();
    defaults.delete();
    NetDevice docker0 = context.machine().root().device(DefaultNetworks.DOCKER0);
    if (docker0 != null) {
      context.machine().root().remove(docker0);
    }
  }
}
