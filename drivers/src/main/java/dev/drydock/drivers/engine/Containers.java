package dev.drydock.drivers.engine;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.profile.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The containers of an engine: what `docker create`, `start`, `stop` and the like do. A container
/// is meant by its name, its id, or the beginning of its id.
public final class Containers {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");

  private final Context context;
  private final Registry registry;

  /// Those that are to run again and wait for the swarm, in the order of their starts.
  private final List<Container> awaitingSwarm = new ArrayList<>();

  private final Lifecycle lifecycle;
  private final ContainerNames names;

  Containers(Context context, Registry registry, Lifecycle lifecycle) {
    this.context = context;
    this.registry = registry;
    this.lifecycle = lifecycle;
    this.names = new ContainerNames(context.machine().random("docker/name"));
  }

  /// A container that was made.
  ///
  /// @param id 64 hexadecimal digits
  /// @param warnings what the command line prints behind `WARNING: `
  public record Created(String id, List<String> warnings) {
    /// Copies the list.
    public Created {
      warnings = List.copyOf(warnings);
    }
  }

  /// All containers, or only those that run; newest first.
  public List<Container> list(boolean all) {
    return registry.all().stream().filter(c -> all || c.state().isListed()).toList();
  }

  /// The container with this full id, or else with this name; null when there is none.
  public @Nullable Container exactly(String idOrName) {
    return registry.exactly(idOrName);
  }

  /// The container that is meant.
  ///
  /// @throws EngineException if there is none
  public Container get(String reference) {
    return registry.get(reference);
  }

  /// The container that is meant, to run a command in it.
  ///
  /// @throws EngineException if there is none, or it does not run
  public Container forExec(String reference) {
    Container container = get(reference);
    if (container.state() == State.PAUSED) {
      throw new EngineException(
          "Container " + reference + " is paused, unpause the container before exec");
    }
    if (container.state() == State.RESTARTING) {
      throw new EngineException(
          "Container " + container.id() + " is restarting, wait until the container is running");
    }
    if (!container.isRunning()) {
      throw new EngineException(
          context.profile().texts().container().execNotRunning().formatted(container.id()));
    }
    for (Links.Link link : container.links) {
      if (!link.child().isRunning()) {
        throw new EngineException(Links.notRunning(container, link));
      }
    }
    return container;
  }

  /// `docker create`.
  ///
  /// @throws EngineException with nothing changed
  public Created create(ContainerSpec asked) {
    Image image = context.images().want(asked.workload().image());
    ContainerSpec spec = image.asked(asked);
    ContainerChecks.check(spec, context.profile());
    spec.restart().check(context.profile());
    HealthCheck health = spec.workload().health();
    if (health != null) {
      health.check();
    }
    checkFolder(spec.workload().folder());
    HostRules.Settled host = HostRules.settle(spec, context.profile(), this::get);
    String id = lifecycle.newId();
    String name = spec.name();
    if (name.isEmpty()) {
      name = names.next(id.substring(0, Container.SHORT_DIGITS), n -> registry.named(n) != null);
    } else {
      checkName(name);
    }
    Container container = new Container(id, spec, image, context.machine().loop());
    container.name = name.startsWith("/") ? name.substring(1) : name;
    container.use = host.use();
    container.monitor = lifecycle.monitor(container);
    container.mounts = MountPoints.of(id, spec.mounts(), context.volumes(), registry::get);
    lifecycle.prepare(container);
    pin(container);
    registry.add(container);
    context.events().container(container, "create");
    String forwarding = context.machine().root().sysctls().get("net.ipv4.ip_forward");
    List<String> warnings = new ArrayList<>(host.warnings());
    warnings.addAll(ContainerChecks.warnings(spec, "1".equals(forwarding)));
    return new Created(id, warnings);
  }

  /// The container whose namespace another shares is known by its id from then on.
  private void pin(Container container) {
    boolean isShared = container.mode().is(NetworkMode.Kind.CONTAINER);
    Container other = isShared ? registry.find(container.mode().argument()) : null;
    if (other != null) {
      container.mode = NetworkMode.parse("container:" + other.id());
    }
  }

  /// Docker 20.10.24 said so.
  private static void checkFolder(String folder) {
    if (!folder.isEmpty() && !folder.startsWith("/")) {
      throw new EngineException(
          "the working directory '" + folder + "' is invalid, it needs to be an absolute path");
    }
  }

  private void checkName(String name) {
    String bare = name.startsWith("/") ? name.substring(1) : name;
    if (!NAME.matcher(bare).matches()) {
      throw new EngineException(
          "Invalid container name (" + name + "), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
    }
    Container holder = registry.named(bare);
    if (holder != null) {
      throw new EngineException(
          "Conflict. The container name \"/"
              + bare
              + "\" is already in use by container \""
              + holder.id()
              + "\". You have to remove (or rename) that container to be able to reuse that name.");
    }
  }

  /// `docker start`; nothing happens to one that runs.
  ///
  /// @throws EngineException with the container left as it was
  public void start(String reference) {
    Container container = get(reference);
    if (container.state() == State.PAUSED) {
      throw new EngineException("cannot start a paused container, try unpause instead");
    }
    if (!container.isRunning()) {
      container.restarts.startedByHand();
      lifecycle.start(container);
    }
  }

  /// Gives a container that is about to start its namespace and its networks; its process begins
  /// when it is started.
  ///
  /// @throws EngineException with the container left as it was
  public void enter(String reference) {
    Container container = get(reference);
    if (!container.isRunning() && container.sandbox == null) {
      lifecycle.enter(container);
    }
  }

  /// The same, to run its command in the foreground.
  ///
  /// @throws EngineException with the container left as it was
  ///
  /// @param wrong why its command cannot be executed, in the words of runc; empty when it can
  public void startAttended(String reference, String wrong) {
    Container container = get(reference);
    container.attended = true;
    container.commandError = wrong;
    context.events().container(container, "attach");
    start(reference);
  }

  /// `docker stop`: its process is asked to end, and in the end made to; nothing happens to one
  /// that does not run.
  public Stopping stop(String reference, StopOptions options) {
    Container container = get(reference);
    if (container.state() == State.RESTARTING) {
      giveUp(container);
    }
    lifecycle.giveUpStart(container);
    int signal = signal(container, reference, options, false);
    var stopping = new Stopping(container, lifecycle, context.machine().loop(), false);
    return stopping.begin(signal, options.seconds());
  }

  /// A container that waits to be started again is left as it is.
  private static void giveUp(Container container) {
    container.restarts.stoppedByHand();
    container.state = State.EXITED;
  }

  /// `docker restart`.
  public Stopping restart(String reference, StopOptions options) {
    Container container = get(reference);
    int signal = signal(container, reference, options, true);
    var stopping = new Stopping(container, lifecycle, context.machine().loop(), true);
    return stopping.begin(signal, options.seconds());
  }

  /// The signal that a container is stopped with: nobody reads it for one that does not run.
  private int signal(
      Container container, String reference, StopOptions options, boolean startsAgain) {
    return container.isRunning()
        ? new SignalWords(context.profile()).stopping(options.signal(), reference, startsAgain)
        : 0;
  }

  /// `docker kill`.
  ///
  /// @param name the name of the signal, or its number
  /// @throws EngineException if it does not run, or there is no such signal
  public void kill(String reference, String name) {
    Container container;
    Texts.ContainerTexts texts = context.profile().texts().container();
    SignalWords words = new SignalWords(context.profile());
    int signal = words.killing(name, reference);
    try {
      container = get(reference);
      words.check(signal);
      if (container.state() == State.RESTARTING) {
        giveUp(container);
        return;
      }
      if (!container.isRunning()) {
        throw new EngineException(texts.notRunning().formatted(container.id()));
      }
    } catch (EngineException e) {
      throw e.in(texts.notKilled().formatted(reference));
    }
    lifecycle.signal(container, signal);
  }

  /// Its process has ended by itself.
  public void ended(String reference, int exitCode) {
    Container container = get(reference);
    if (container.isRunning()) {
      lifecycle.exited(container, exitCode);
    }
  }

  /// The daemon is about to end: a container has its time. It is not stopped by hand for that.
  Stopping endWithDaemon(Container container) {
    boolean wasByHand = container.restarts.isStoppedByHand();
    Stopping way = new Stopping(container, lifecycle, context.machine().loop(), false);
    way.whenOver(() -> container.restarts.setStoppedByHand(wasByHand));
    return way.begin(0, null);
  }

  /// The daemon ends, and its process with it.
  void shutDown(Container container, int exitCode) {
    lifecycle.giveUpStart(container);
    if (container.isRunning()) {
      lifecycle.endForRestart(container, exitCode);
      if (container.spec().flags().autoRemove()) {
        lifecycle.destroy(container);
      }
    } else if (container.state() == State.RESTARTING) {
      container.state = State.EXITED;
    }
  }

  /// The daemon has started: containers that are to run again by themselves do, but for those that
  /// wait for the swarm.
  void startWithDaemon() {
    awaitingSwarm.clear();
    for (Container container : registry.all().reversed()) {
      if (!container.isRunning() && container.restarts.startsWithDaemon()) {
        if (lifecycle.waitsForSwarm(container)) {
          awaitingSwarm.add(container);
        } else {
          startAgain(container);
        }
      }
    }
  }

  /// The daemon takes part in its swarm: containers that waited for that start.
  public void startWithSwarm() {
    List<Container> waited = List.copyOf(awaitingSwarm);
    awaitingSwarm.clear();
    for (Container container : waited) {
      if (registry.all().contains(container) && !container.isRunning()) {
        startAgain(container);
      }
    }
  }

  private void startAgain(Container container) {
    try {
      lifecycle.start(container);
    } catch (EngineException e) {
      container.error = e.text(); // it stays as it is, as the daemon goes on
    }
  }

  /// `docker update` (moby `daemon/update.go`).
  ///
  /// @param policy null for the one it has
  /// @param wanted what it is to use of its host from now on
  /// @return warnings
  /// @throws EngineException with nothing changed
  public List<String> update(String reference, @Nullable RestartPolicy policy, HostUse wanted) {
    if (policy != null) {
      policy.check(context.profile());
    }
    HostRules.check(wanted, context.profile());
    Container container = get(reference);
    boolean isRemoved = container.spec().flags().autoRemove();
    if (policy != null && isRemoved && !policy.name().equals("no")) {
      throw new EngineException(
          "Cannot update container "
              + container.id()
              + ": Restart policy cannot be updated because AutoRemove is enabled for the"
              + " container");
    }
    HostRules.Settled changed =
        HostRules.change(container.id(), container.use, wanted, context.profile());
    container.use = changed.use();
    if (policy != null) {
      container.restarts.setPolicy(policy);
    }
    context.events().container(container, "update");
    return changed.warnings();
  }

  /// `docker pause`.
  public void pause(String reference) {
    Container container = get(reference);
    var texts = context.profile().texts().container();
    if (!container.isRunning()) {
      throw new EngineException(texts.notRunning().formatted(container.id()));
    }
    if (container.state() == State.PAUSED) {
      throw new EngineException(texts.alreadyPaused().formatted(container.id()));
    }
    container.state = State.PAUSED;
    lifecycle.tell(listener -> listener.paused(container));
    if (container.monitor != null) {
      container.monitor.stop();
    }
    context.events().container(container, "pause");
  }

  /// `docker unpause`.
  public void unpause(String reference) {
    Container container = get(reference);
    if (container.state() != State.PAUSED) {
      throw new EngineException("Container " + container.id() + " is not paused");
    }
    lifecycle.resume(container);
  }

  /// `docker rename`.
  public void rename(String reference, String newName) {
    if (newName.isEmpty()) {
      throw new EngineException("Neither old nor new names may be empty");
    }
    Container container = get(reference);
    String bare = newName.startsWith("/") ? newName.substring(1) : newName;
    if (container.name().equals(bare)) {
      throw new EngineException("Renaming a container with the same name as its current name");
    }
    try {
      checkName("/" + bare);
    } catch (EngineException e) {
      throw new EngineException("Error when allocating new name: " + e.text());
    }
    String old = container.name();
    lifecycle.checkRename(container, bare);
    registry.rename(container, bare);
    lifecycle.renamed(container);
    context.events().container(container, "rename", "oldName", "/" + old);
  }

  /// How a container is removed.
  ///
  /// @param force ends its process first
  /// @param takesVolumes whether its volumes without a name go with it
  public record Removal(boolean force, boolean takesVolumes) {}

  /// `docker rm`.
  ///
  /// @param force ends its process first
  public void remove(String reference, boolean force) {
    remove(reference, new Removal(force, false));
  }

  /// `docker rm`.
  public void remove(String reference, Removal how) {
    Container container = get(reference);
    boolean force = how.force();
    container.takesVolumes |= how.takesVolumes();
    if (container.state() == State.RESTARTING && force) {
      giveUp(container);
    }
    if (container.state().isListed()) {
      if (!force) {
        var texts = context.profile().texts().container();
        boolean isPaused = container.state() == State.PAUSED;
        String text = isPaused ? texts.removePaused() : texts.removeRunning();
        throw new EngineException(
            text.formatted(container.id(), shownName(reference, container), word(container)));
      }
      lifecycle.kill(container);
    }
    lifecycle.destroy(container);
  }

  /// `docker rm --link PARENT/ALIAS`.
  ///
  /// @throws EngineException if there is no such link; the name of a container is none
  public void removeLink(String reference) {
    Links.remove(registry, reference);
  }

  private String shownName(String reference, Container container) {
    return context.profile().texts().container().namesAsTyped() ? reference : container.name();
  }

  private static String word(Container container) {
    return container.state().word();
  }

  /// `docker container prune`: removes containers that do not run.
  ///
  /// @return their ids
  public List<String> prune(Predicate<Container> meant) {
    List<String> removed = new ArrayList<>();
    for (Container container : registry.all()) {
      if (!container.state().isListed() && meant.test(container)) {
        lifecycle.destroy(container);
        removed.add(container.id());
      }
    }
    context.events().pruned("container");
    return removed;
  }

  /// Its processes were asked for: `docker top`.
  public void topped(Container container) {
    context.events().container(container, "top");
  }

  /// Files were copied into a container, or out of it: `docker cp` (moby `ContainerExtractToDir`,
  /// `ContainerArchivePath`).
  public void copied(String reference, boolean isInto) {
    context.events().container(get(reference), isInto ? "extract-to-dir" : "archive-path");
  }

  /// A command is run in a container: `docker exec`.
  ///
  /// @return what says that it has ended, given its exit status
  public IntConsumer exec(Container container, List<String> command) {
    return lifecycle.execs().begin(container, command);
  }

  /// The environment of its process, as `NAME=value`.
  public List<String> environment(String reference) {
    return lifecycle.environment(get(reference));
  }

  /// What `docker inspect` shows: ordered maps for structures, sorted ones for maps, lists, texts,
  /// numbers, booleans and null.
  public Map<String, @Nullable Object> inspect(String reference) {
    return Inspection.container(get(reference), context, registry);
  }
}
