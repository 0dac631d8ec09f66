package dev.drydock.scenarios.engines;

import dev.drydock.core.netfilter.Netfilter;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Calendar;
import dev.drydock.core.sim.Event;
import dev.drydock.drivers.DaemonConfig;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.engine.EngineListener;
import dev.drydock.drivers.engine.GoString;
import dev.drydock.drivers.engine.Image;
import dev.drydock.drivers.engine.User;
import dev.drydock.drivers.firewall.Firewall;
import dev.drydock.drivers.profile.EngineProfile;
import dev.drydock.drivers.swarm.SwarmDirectory;
import dev.drydock.drivers.swarm.SwarmNode;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.lab.Files;
import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.model.DaemonFile;
import dev.drydock.scenarios.plan.DockerPlan;
import dev.drydock.scenarios.plan.ImagePlan;
import dev.drydock.scenarios.servers.LabServers;
import dev.drydock.scenarios.servers.ServerTool;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.EngineControl;
import dev.drydock.scenarios.tools.Executables;
import dev.drydock.scenarios.tools.Rights;
import dev.drydock.scenarios.tools.Toolbox;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The engines of a lab: one on each machine that has Docker, started with the lab.
public final class LabEngines implements ContainerDirectory, EngineControl {
  private static final int SIGHUP = 1;
  private static final int SIGKILL = 9;

  /// `RestartSec=2` in `docker.service`.
  private static final long RESTART_NANOS = 2_000_000_000L;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final String UNREADABLE = "unable to configure the Docker daemon with file ";

  private final Lab lab;
  private final LabServers servers;
  private final SwarmDirectory swarms = new SwarmDirectory();
  private final List<BiConsumer<Box, Engine>> followers = new ArrayList<>();

  /// Kept by the container: a fresh engine draws the ids of the one before it again.
  private final IdentityHashMap<Container, Files> containerFiles = new IdentityHashMap<>();

  /// Machine → flags its dockerd was started with.
  private final Map<String, List<String>> flags = new LinkedHashMap<>();

  /// Machine → why its dockerd did not start.
  private final Map<String, String> failures = new LinkedHashMap<>();

  /// Machine → what its dockerd wrote to the journal.
  private final Map<String, List<String>> logs = new LinkedHashMap<>();

  private LabEngines(Lab lab) {
    this.lab = lab;
    this.servers = new LabServers(lab, this::filesOf);
  }

  /// Installs and starts an engine on every machine whose plan has one.
  ///
  /// @throws EngineException if a configuration makes no sense
  public static LabEngines start(Lab lab) {
    LabEngines engines = new LabEngines(lab);
    engines.servers.start();
    for (Box box : lab.boxes()) {
      DockerPlan docker = box.plan().docker();
      if (docker != null) {
        engines.write(box, docker);
        engines.start(box, DaemonSettings.of(docker));
        box.machine().root().ipv4().settle(); // the bridge has been up for long
      }
    }
    if (lab.plan().isSwarm()) {
      LabSwarm.form(lab);
    }
    return engines;
  }

  /// What the lab says of the daemon stands in its file.
  private void write(Box box, DockerPlan docker) {
    boolean isSilent = docker.equals(DockerPlan.EMPTY);
    if (!isSilent && box.files().read(DaemonFile.PATH) == null) {
      box.files().write(DaemonFile.PATH, DaemonSettings.text(docker));
    }
  }

  private void start(Box box, DaemonConfig config) {
    EngineProfile profile = EngineProfile.of(lab.plan().engine());
    Netns root = box.machine().root();
    Engine engine =
        new Engine(box.machine(), config, profile, new LabImages(lab, box))
            .withFirewall(Firewall.of(root, config, profile));
    box.setEngine(engine);
    servers.follow(box, engine);
    engine.volumes().onRemoved(name -> ContainerMounts.forget(name, box.files()));
    engine.addListener(
        new EngineListener() {
          @Override
          public void stopping(Container container) {
            Files files = containerFiles.get(container);
            if (files != null) {
              files.forgetMemory();
            }
          }
        });
    followers.forEach(each -> each.accept(box, engine));
    box.setSwarm(new SwarmNode(engine, swarms));
    engine.onSignal(signal -> signalled(box, engine, signal));
    engine.start();
  }

  @Override
  public void follow(BiConsumer<Box, Engine> follower) {
    followers.add(follower);
    for (Box box : lab.boxes()) {
      Engine engine = box.engine();
      if (engine != null) {
        follower.accept(box, engine);
      }
    }
  }

  @Override
  public List<Entry> on(Box box) {
    Engine engine = box.engine();
    if (engine == null) {
      return List.of();
    }
    List<Entry> entries = new ArrayList<>();
    for (Container container : engine.containers().list(true)) {
      entries.add(entry(box, engine, container));
    }
    return entries;
  }

  /// Only the container that is found is made an entry: on a machine with many that is what costs.
  @Override
  public @Nullable Entry find(Box box, String nameOrId) {
    Engine engine = box.engine();
    if (engine == null || nameOrId.isEmpty()) {
      return null;
    }
    Container exact = engine.containers().exactly(nameOrId);
    if (exact != null) {
      return entry(box, engine, exact);
    }
    for (Container each : engine.containers().list(true)) {
      if (each.id().startsWith(nameOrId)) {
        return entry(box, engine, each);
      }
    }
    return null;
  }

  @Override
  public IntConsumer exec(Box box, String nameOrId, List<String> command) {
    Engine engine = box.engine();
    Container found = engine == null ? null : engine.containers().exactly(nameOrId);
    return engine == null || found == null
        ? status -> {}
        : engine.containers().exec(found, command);
  }

  /// The files of a container, once a command has seen them; those that a commit kept count from
  /// the start.
  private @Nullable Files filesOf(Container container) {
    Files files = containerFiles.get(container);
    boolean isCommitted = !container.image().made().equals(Image.Made.BY_OTHERS);
    if (files == null && isCommitted) {
      for (Box box : lab.boxes()) {
        Engine engine = box.engine();
        if (engine != null && engine.containers().exactly(container.id()) == container) {
          entry(box, engine, container);
        }
      }
    }
    return containerFiles.get(container);
  }

  private Files given(Box box, Container container) {
    Files files = new Files();
    String origin = container.image().origin();
    boolean hasBash = Executables.mayHaveBash(ServerTool.toolbox(lab.plan().image(origin)));
    files.write("/etc/passwd", User.passwd(origin, hasBash ? "/bin/bash" : "/bin/sh"));
    files.write("/etc/group", User.groups(origin));
    servers.contents(box, container).forEach(files::write);
    container.image().made().files().forEach(files::write);
    container.image().made().removed().forEach(files::remove);
    files.begin();
    ContainerMounts.mount(container, files, box.files());
    container.spec().files().forEach(files::write);
    return files;
  }

  private Entry entry(Box box, Engine engine, Container container) {
    Netns namespace = container.files().namespaceOrNull();
    ImagePlan image = lab.plan().image(container.image().origin());
    Toolbox toolbox = ServerTool.toolbox(image);
    Files files = containerFiles.computeIfAbsent(container, c -> given(box, c));
    if (namespace != null) {
      files.write("/etc/hosts", container.files().hosts());
      files.write("/etc/resolv.conf", container.files().resolvConf());
      files.write("/etc/hostname", container.files().hostname());
    }
    Map<String, String> environment = new LinkedHashMap<>();
    for (String line : engine.containers().environment(container.id())) {
      int cut = line.indexOf('=');
      environment.put(line.substring(0, cut), line.substring(cut + 1));
    }
    String folder = container.spec().workload().folder();
    return new Entry(
        container.name(),
        container.id(),
        container.pid(),
        namespace,
        container.nodename(box.machine().name()),
        toolbox,
        files,
        environment,
        Rights.of(container.spec().capabilities(), container.user()),
        folder.isEmpty() ? "/" : folder);
  }

  @Override
  public boolean install(Box box) {
    if (box.engine() == null) {
      start(box, DaemonConfig.DEFAULT);
    }
    return true;
  }

  @Override
  public boolean isInstalled(Box box) {
    return box.engine() != null;
  }

  /// The rules of the engine go with it: a real daemon leaves them, but a fresh one begins on
  /// flushed tables.
  @Override
  public boolean fresh(Box box, List<String> given) {
    Engine engine = box.engine();
    SwarmNode node = box.swarm();
    if (node != null) {
      node.close();
    }
    if (engine != null) {
      engine.purge();
      ContainerMounts.forgetAll(box.files());
    }
    Netns root = box.machine().root();
    for (Netfilter netfilter : List.of(root.ipv4().netfilter(), root.ipv6().netfilter())) {
      netfilter.tables().clear();
      netfilter.conntrack().removeIf(connection -> true);
    }
    root.sysctls().set("net.ipv4.ip_forward", "0");
    for (String table : List.of("iptables", "ip6tables", "arptables")) {
      root.sysctls().set("net.bridge.bridge-nf-call-" + table, "0");
    }
    box.plan().sysctls().forEach(root.sysctls()::set);
    DockerPlan docker = box.plan().docker();
    DaemonConfig config = docker == null ? DaemonConfig.DEFAULT : DaemonSettings.of(docker);
    flags.put(box.name(), List.copyOf(given));
    start(box, DaemonSettings.with(config, given));
    return true;
  }

  @Override
  public boolean wipe(Box box) {
    Engine engine = box.engine();
    if (engine == null) {
      return false;
    }
    SwarmNode node = box.swarm();
    if (node != null && node.isActive()) {
      node.leave(true);
    }
    engine.wipe();
    return true;
  }

  @Override
  public boolean systemctl(Box box, String action, String unit) {
    Engine engine = box.engine();
    boolean isDocker = unit.equals("docker") || unit.equals("docker.service");
    if (engine == null || !isDocker) {
      return false;
    }
    switch (action) {
      case "start" -> startAgain(box, engine);
      case "stop" -> engine.stop();
      case "restart" -> {
        engine.stop();
        startAgain(box, engine);
      }
      case "reload" -> reload(box, engine);
      default -> {
        return false;
      }
    }
    return true;
  }

  /// The daemon starts and reads its file anew.
  private void startAgain(Box box, Engine engine) {
    failures.remove(box.name());
    if (engine.isRunning()) {
      return;
    }
    DaemonFile.Read read = file(box);
    if (read.config() == null) {
      failures.put(box.name(), UNREADABLE + DaemonFile.PATH + ": " + read.problem());
      return;
    }
    DaemonConfig config = DaemonSettings.of(read.config(), flags.get(box.name()));
    try {
      if (!config.equals(engine.config())) {
        EngineProfile profile = engine.profile();
        engine.reconfigure(config, Firewall.of(box.machine().root(), config, profile));
      }
      engine.start();
    } catch (EngineException e) {
      failures.put(box.name(), "failed to start daemon: " + e.text());
    }
  }

  /// SIGHUP has dockerd read its file; after any other, systemd starts it again.
  private void signalled(Box box, Engine engine, int signal) {
    if (signal == SIGHUP) {
      reload(box, engine);
      return;
    }
    if (signal == SIGKILL) {
      engine.killed();
    } else {
      engine.stop();
    }
    lab.loop().scheduleAfter(new StartAgain(box, engine), RESTART_NANOS);
  }

  /// What ran on under a daemon that was killed ends first, unless it is to live on.
  private final class StartAgain extends Event {
    private final Box box;
    private final Engine engine;

    StartAgain(Box box, Engine engine) {
      this.box = box;
      this.engine = engine;
    }

    @Override
    protected void fire() {
      if (box.engine() == engine && !engine.isRunning()) {
        engine.stop();
        startAgain(box, engine);
      }
    }
  }

  /// moby `cmd/dockerd/daemon.go`, `reloadConfig`.
  private void reload(Box box, Engine engine) {
    if (!engine.isRunning()) {
      return;
    }
    log(box, "info", "Got signal to reload configuration, reloading from: " + DaemonFile.PATH);
    DaemonFile.Read read = file(box);
    if (read.config() == null) {
      log(box, "error", UNREADABLE + DaemonFile.PATH + ": " + read.problem());
      return;
    }
    engine.reload(DaemonSettings.of(read.config(), flags.get(box.name())));
    log(box, "info", "Reloaded configuration: " + DaemonSettings.json(engine.config()));
  }

  private void log(Box box, String level, String message) {
    String at = TIME.format(Calendar.at(lab.loop().nowNanos()));
    logs.computeIfAbsent(box.name(), name -> new ArrayList<>())
        .add("time=\"%s\" level=%s msg=%s".formatted(at, level, GoString.quoted(message)));
  }

  @Override
  public List<String> log(Box box) {
    return List.copyOf(logs.getOrDefault(box.name(), List.of()));
  }

  private DaemonFile.Read file(Box box) {
    String text = box.files().read(DaemonFile.PATH);
    return DaemonFile.read(text == null ? "" : text, flags.getOrDefault(box.name(), List.of()));
  }

  @Override
  public String failure(Box box) {
    return failures.getOrDefault(box.name(), "");
  }

  @Override
  public String validate(Box box, String text) {
    return DaemonFile.read(text, List.of()).problem();
  }
}
