package dev.drydock.drivers.engine;

import dev.drydock.core.machine.SignalNames;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.drivers.network.Endpoint;
import dev.drydock.drivers.network.Sandbox;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.PortBinding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A container of an engine. Only the engine changes it.
public final class Container {
  /// How many digits of the id the short one has.
  static final int SHORT_DIGITS = 12;

  /// moby `container.DefaultStopTimeout`.
  private static final int STOP_SECONDS = 10;

  private final String id;
  private final ContainerSpec spec;
  private final Image image;
  private final long createdNanos;
  private final CellMap<EndpointSettings> networks = new CellMap<>();

  String name;
  String hostname;
  NetworkMode mode;
  State state = State.CREATED;
  int pid;
  int exitCode;
  String error = "";
  long startedNanos = -1;
  long finishedNanos = -1;
  @Nullable Sandbox sandbox;
  final Restarts restarts;
  boolean attended;

  /// Those who want it to end and have not seen that yet.
  final List<Stopping> stoppings = new ArrayList<>();

  /// Whether it stays when it ends, although `--rm` was given, because it is to start again.
  boolean isKept;

  /// Why its command cannot be executed, as whoever attends to it knows; empty when it can.
  String commandError = "";

  private boolean played;
  private final ContainerLog log = new ContainerLog();
  private @Nullable Health health;

  /// Who asks for its health; null when nobody does.
  @Nullable HealthMonitor monitor;

  /// The containers of `--link`, found when it was made.
  List<Links.Link> links = List.of();

  /// Those that were made with a link to it.
  List<Container> parents = List.of();

  /// The sandbox it had last.
  @Nullable Sandbox lastSandbox;

  /// What is mounted in it.
  List<MountPoint> mounts = List.of();

  /// What it uses of its host.
  HostUse use = HostUse.NOTHING;

  /// Whether its volumes without a name go with it.
  boolean takesVolumes;

  /// Whose its processes are.
  User user = User.ROOT;

  ContainerFiles files = ContainerFiles.NONE;

  /// Its own files as they were written last; they stay when it ends.
  ContainerFiles writtenFiles = ContainerFiles.NONE;

  Container(String id, ContainerSpec spec, Image image, EventLoop loop) {
    this.id = id;
    this.spec = spec;
    this.image = image;
    this.createdNanos = loop.nowNanos();
    this.restarts = new Restarts(loop, this, spec.restart());
    this.name = spec.name();
    this.mode = NetworkMode.parse(spec.networkMode());
    String wanted = spec.names().hostname();
    this.takesVolumes = spec.flags().autoRemove();
    this.hostname = wanted.isEmpty() ? shortId() : wanted;
  }

  /// 64 hexadecimal digits.
  public String id() {
    return id;
  }

  /// The first 12 of them.
  public String shortId() {
    return id.substring(0, SHORT_DIGITS);
  }

  /// The name, without a slash.
  public String name() {
    return name;
  }

  /// What the user asked for.
  public ContainerSpec spec() {
    return spec;
  }

  /// Whose its processes are, since it was started.
  public User user() {
    return user;
  }

  /// What it uses of its host.
  public HostUse use() {
    return use;
  }

  /// What is mounted in it.
  public List<MountPoint> mounts() {
    return mounts;
  }

  /// The image that it was made from.
  public Image image() {
    return image;
  }

  /// The host name inside.
  public String hostname() {
    return hostname;
  }

  /// What its processes take for the name of the machine.
  ///
  /// @param machine the name of the machine
  public String nodename(String machine) {
    return use.text("UTSMode").equals("host") ? machine : hostname;
  }

  /// What its sandbox is joined to.
  public NetworkMode mode() {
    return mode;
  }

  /// The name of its stop signal, its own or its image's; empty for the usual one.
  String stopSignalName() {
    String own = spec.ending().signal();
    return own.isEmpty() ? image.info().stopSignal() : own;
  }

  /// The signal that asks its process to end.
  int stopSignal() {
    String named = stopSignalName();
    return named.isEmpty() ? SignalNames.TERM : SignalNames.number(named);
  }

  /// How long its process has after that: `--stop-timeout`, or 10 s.
  int stopSeconds() {
    Integer own = spec.ending().seconds();
    return own == null ? STOP_SECONDS : own;
  }

  /// What it is doing.
  public State state() {
    return state;
  }

  /// Whether there is a process.
  public boolean isRunning() {
    return state.isAlive();
  }

  /// The number of its process on the machine, 0 when there is none.
  public int pid() {
    return pid;
  }

  /// How its process ended.
  public int exitCode() {
    return exitCode;
  }

  /// Why it could not start; empty when nothing was wrong.
  public String error() {
    return error;
  }

  /// When it is started again by itself.
  public RestartPolicy restartPolicy() {
    return restarts.policy();
  }

  /// Whether somebody has started it to run its command in the foreground, as `docker run` does
  /// without `-d`; whoever that is ends the container, too.
  public boolean isAttended() {
    return attended;
  }

  /// Somebody runs its command, which ends by itself; what is not played is a label.
  public void play() {
    played = true;
  }

  /// Whether somebody runs its command.
  public boolean isPlayed() {
    return played;
  }

  /// How often it was started again by itself since somebody started it.
  public int restartCount() {
    return restarts.count();
  }

  /// What its process wrote.
  public ContainerLog log() {
    return log;
  }

  /// Its health; null when it is not asked for, or it was never started.
  public @Nullable Health health() {
    return health;
  }

  Health openHealth() {
    Health known = health == null ? new Health() : health;
    health = known;
    return known;
  }

  /// When it was made, nanoseconds since the start of the run.
  public long createdNanos() {
    return createdNanos;
  }

  /// When it was started last; -1 for never.
  public long startedNanos() {
    return startedNanos;
  }

  /// When its process ended last; -1 for never.
  public long finishedNanos() {
    return finishedNanos;
  }

  /// Its network side while it runs; null when it shares another container's, too.
  public @Nullable Sandbox sandbox() {
    return sandbox;
  }

  /// The namespace its process runs in.
  ///
  /// @throws IllegalStateException if it has no process
  public Netns namespace() {
    return files.namespace();
  }

  /// The files the engine writes into it.
  public ContainerFiles files() {
    return files;
  }

  /// The words of its process: entry point, then command.
  public List<String> commandLine() {
    List<String> words = new ArrayList<>(entrypoint());
    words.addAll(command());
    return words;
  }

  /// Its entry point, or that of its image.
  public List<String> entrypoint() {
    List<String> own = spec.workload().entrypoint();
    return own == null ? image.info().entrypoint() : own;
  }

  /// Its command, or that of its image, which an entry point of its own takes away.
  public List<String> command() {
    boolean usesOwn = spec.workload().entrypoint() != null || !spec.workload().command().isEmpty();
    return usesOwn ? spec.workload().command() : image.info().command();
  }

  /// Its own environment, and what its image has besides.
  public List<String> environment() {
    List<String> env = new ArrayList<>(spec.workload().env());
    for (String line : image.info().env()) {
      String name = line.substring(0, line.indexOf('=') + 1);
      if (env.stream().noneMatch(own -> own.startsWith(name))) {
        env.add(line);
      }
    }
    return env;
  }

  /// Its networks by name, in the order of connecting, but for those that take another's place.
  public Map<String, EndpointSettings> networks() {
    return Collections.unmodifiableMap(networks);
  }

  Map<String, EndpointSettings> settings() {
    return networks;
  }

  /// Ports of the image and of `--expose` and `-p`.
  public List<ContainerPort> exposedPorts() {
    TreeSet<ContainerPort> ports = new TreeSet<>(image.info().exposed());
    ports.addAll(spec.ports().exposed());
    spec.ports().published().forEach(p -> ports.add(p.container()));
    return List.copyOf(ports);
  }

  /// Exposed ports, and where they are published: what `docker port` and `docker ps` show.
  public Map<ContainerPort, List<PortBinding>> ports() {
    TreeMap<ContainerPort, List<PortBinding>> ports = new TreeMap<>();
    Sandbox own = sandbox;
    if (own == null) {
      return ports;
    }
    for (Endpoint endpoint : own.endpoints()) {
      List<PortBinding> bindings = endpoint.bindings();
      if (bindings != null) {
        exposedPorts().forEach(p -> ports.putIfAbsent(p, new ArrayList<>()));
        bindings.forEach(b -> ports.computeIfAbsent(b.container(), p -> new ArrayList<>()).add(b));
      }
    }
    return ports;
  }

  @Override
  public String toString() {
    return name;
  }
}
