package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Containers;
import dev.drydock.drivers.engine.HostUse;
import dev.drydock.drivers.engine.RestartPolicy;
import dev.drydock.drivers.engine.StopOptions;
import dev.drydock.drivers.engine.Stopping;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.PortBinding;
import dev.drydock.scenarios.tools.docker.client.Confirmation;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Filters;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.HumanSize;
import dev.drydock.scenarios.tools.docker.show.NaturalOrder;
import dev.drydock.scenarios.tools.docker.show.Pruned;
import dev.drydock.scenarios.tools.docker.storage.OwnFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The verbs that name containers: start, stop, restart, kill, pause, unpause, rm, rename, port,
/// update, prune.
public final class ContainerVerbs implements DockerVerb {
  /// What an interrupted program ends with.
  private static final int INTERRUPTED = 130;

  private final String verb;

  public ContainerVerbs(String verb) {
    this.verb = verb;
  }

  /// What is done to one container.
  private interface Action {
    void on(String reference);
  }

  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given = flags(call).read(call.arguments());
    Containers containers = call.engine().containers();
    List<String> words = given.words();
    return switch (verb) {
      case "start" ->
          given.has("attach") || given.has("interactive")
              ? startAttached(call, words)
              : each(call, words, containers::start);
      case "stop" -> stop(call, given);
      case "restart" -> restart(call, given);
      case "kill" -> kill(call, given);
      case "pause" -> each(call, words, containers::pause);
      case "unpause" -> each(call, words, containers::unpause);
      case "rm" -> remove(call, given);
      case "rename" -> rename(call, words);
      case "port" -> port(call, words);
      case "prune" -> prune(call, given);
      default -> update(call, given);
    };
  }

  /// The options of each verb (docker/cli `command/container`).
  private Flags flags(DockerCall call) {
    Flags flags = new Flags(call.verb());
    return switch (verb) {
      case "start" ->
          flags.values("detach-keys", "checkpoint").switches("a|attach", "i|interactive");
      case "stop", "restart" -> {
        if (call.client().choosesStopSignal()) {
          flags.values("s|signal");
        }
        yield call.client().saysTimeout()
            ? flags.values("t|timeout", "time")
            : flags.values("t|time");
      }
      case "kill" -> flags.values("s|signal");
      case "rm" -> flags.switches("f|force", "v|volumes", "l|link");
      case "prune" -> flags.values("filter").switches("f|force");
      case "update" -> HostOptions.addToUpdate(flags.values("restart"));
      default -> flags;
    };
  }

  /// Those named are stopped at the same time, and told of in their order (docker/cli
  /// `command/container/utils.go`, `parallelOperation`).
  private static int stop(DockerCall call, Flags.Given given) throws Failure {
    StopOptions options = StopWords.options(given, call);
    List<Stopping> begun = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    for (String name : given.words()) {
      try {
        begun.add(call.engine().containers().stop(name, options));
        names.add(name);
      } catch (EngineException e) {
        errors.add(call.words().refusal(e, call.verb()));
      }
    }
    for (int i = 0; i < begun.size(); i++) {
      if (!call.invocation().shell().await(begun.get(i)::isOver, Long.MAX_VALUE)) {
        return INTERRUPTED;
      }
      call.out(names.get(i));
    }
    errors.forEach(call::err);
    return errors.isEmpty() ? 0 : 1;
  }

  /// One after the other.
  private static int restart(DockerCall call, Flags.Given given) throws Failure {
    StopOptions options = StopWords.options(given, call);
    List<String> errors = new ArrayList<>();
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    for (String name : given.words()) {
      try {
        Stopping way = call.engine().containers().restart(name, options);
        if (!call.invocation().shell().await(way::isOver, Long.MAX_VALUE)) {
          return INTERRUPTED;
        }
        EngineException failure = way.failure();
        if (failure != null) {
          throw failure.in("Cannot restart container " + name);
        }
        call.out(name);
      } catch (EngineException e) {
        errors.add(call.words().refusal(e, call.verb()));
      }
    }
    errors.forEach(call::err);
    return errors.isEmpty() ? 0 : 1;
  }

  /// Shows what the container prints, and ends with its status (docker/cli `container/start.go`).
  private static int startAttached(DockerCall call, List<String> names) throws Failure {
    if (names.isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    if (names.size() > 1) {
      throw new Failure("you cannot start and attach multiple containers at once", 1);
    }
    Containers containers = call.engine().containers();
    String said = "attach"; // asks for the container first, as that does
    try {
      Container container = containers.get(names.getFirst());
      said = call.verb();
      if (container.isRunning()) {
        call.err("drydock: " + names.getFirst() + " runs already; docker logs shows what it said.");
        return 0;
      }
      containers.startAttended(container.id(), RunVerb.missing(call, container));
      return RunVerb.attached(call, container);
    } catch (EngineException e) {
      call.err(call.words().refusal(e, said));
      return 1;
    }
  }

  /// Does it to every container; what fails is said at the end, as docker does.
  private static int each(DockerCall call, List<String> names, Action action) throws Failure {
    return each(call, names, action, e -> false);
  }

  private static int each(
      DockerCall call, List<String> names, Action action, Predicate<EngineException> isHarmless)
      throws Failure {
    if (names.isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    List<String> errors = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    for (String name : names) {
      try {
        action.on(name);
        call.out(name);
      } catch (EngineException e) {
        String text = call.words().refusal(e, call.verb());
        if (isHarmless.test(e)) {
          call.err(text);
        } else {
          errors.add(text);
          failed.add(name);
        }
      }
    }
    errors.forEach(call::err);
    if (!errors.isEmpty() && call.verb().endsWith("start") && !call.verb().contains("re")) {
      call.err("Error: failed to start containers: " + String.join(", ", failed));
    }
    return errors.isEmpty() ? 0 : 1;
  }

  private static int rename(DockerCall call, List<String> words) throws Failure {
    if (words.size() != 2) {
      throw call.needs("exactly 2 arguments");
    }
    if (words.contains("")) { // the command line itself (docker/cli `rename.go`)
      throw new Failure("Error: Neither old nor new names may be empty", 1);
    }
    try {
      call.engine().containers().rename(words.get(0), words.get(1));
    } catch (EngineException e) {
      call.refused(e);
      call.err("Error: failed to rename container named " + words.get(0));
      return 1;
    }
    return 0;
  }

  private static int kill(DockerCall call, Flags.Given given) throws Failure {
    String name = given.last("signal", "KILL");
    return each(call, given.words(), container -> call.engine().containers().kill(container, name));
  }

  /// With `--force`, what is not there is said but is no failure.
  private static int remove(DockerCall call, Flags.Given given) throws Failure {
    boolean isForced = given.has("force");
    boolean isLink = given.has("link");
    var removal = new Containers.Removal(isForced, given.has("volumes"));
    return each(
        call,
        given.words(),
        name -> {
          if (isLink) {
            call.engine().containers().removeLink(name);
          } else {
            call.engine().containers().remove(name, removal);
          }
        },
        e -> isForced && e.missing() != null);
  }

  private static int port(DockerCall call, List<String> words) throws Failure {
    if (words.isEmpty() || words.size() > 2) {
      throw call.needs("at least 1 and at most 2 arguments");
    }
    Container container = call.engine().containers().get(words.get(0));
    String wanted = words.size() == 1 ? "" : words.get(1);
    PortTexts texts = new PortTexts(call.client());
    List<String> lines = new ArrayList<>();
    if (!wanted.isEmpty()) {
      ContainerPort port = PortQuery.of(wanted, call.engine().profile());
      List<PortBinding> bindings = port == null ? null : container.ports().get(port);
      if (bindings == null || bindings.isEmpty()) {
        throw new Failure(PortQuery.missing(wanted, words.get(0), call.engine().profile()), 1);
      }
      bindings.forEach(binding -> lines.add(texts.address(binding)));
    } else {
      container
          .ports()
          .forEach((port, bindings) ->
              bindings.forEach(binding -> lines.add(port + " -> " + texts.address(binding))));
    }
    if (call.client().sortsPorts()) {
      lines.sort(NaturalOrder.OF_TEXTS);
    }
    lines.forEach(call::out);
    return 0;
  }

  private static int prune(DockerCall call, Flags.Given given) throws Failure {
    Filters filters = Filters.of(call, given, Set.of("label", "label!", "until"));
    Confirmation confirmation = new Confirmation(call, given);
    if (!confirmation.isGiven("WARNING! This will remove all stopped containers.")) {
      return confirmation.declined(true);
    }
    long bytes = prune(call, filters);
    call.out("Total reclaimed space: " + HumanSize.of(bytes));
    return 0;
  }

  /// Warnings are printed last, on standard output (docker/cli `container/update.go`).
  private static int update(DockerCall call, Flags.Given given) throws Failure {
    if (given.values().isEmpty() && !given.words().isEmpty()) {
      throw new Failure("you must provide one or more flags when using this command", 1);
    }
    HostUse wanted = HostOptions.of(given, call.verb());
    RestartPolicy policy = policy(given.last("restart", ""));
    List<String> warnings = new ArrayList<>();
    int status =
        each(
            call,
            given.words(),
            name -> warnings.addAll(call.engine().containers().update(name, policy, wanted)));
    warnings.forEach(call::out);
    return status;
  }

  private static @Nullable RestartPolicy policy(String text) throws Failure {
    try {
      return text.isEmpty() ? null : RestartPolicy.parse(text);
    } catch (EngineException e) {
      throw new Failure(e.text(), 1);
    }
  }

  /// Containers that do not run. Removes those that do not run.
  ///
  /// @return how much was in their layers
  public static long prune(DockerCall call, Filters filters) throws Failure {
    long before = filters.untilNanos(call);
    Containers containers = call.engine().containers();
    Map<String, Long> bytes = new TreeMap<>();
    containers.list(true).forEach(c -> bytes.put(c.id(), OwnFiles.of(call, c).bytes()));
    List<String> gone =
        containers.prune(c -> c.createdNanos() < before && filters.prunes(c.spec().labels()));
    Pruned.print(call, "Deleted Containers:", gone);
    return gone.stream().mapToLong(id -> bytes.getOrDefault(id, 0L)).sum();
  }
}
