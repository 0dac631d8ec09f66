package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.container.StopWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/// The verbs of `docker compose` that change the state of containers: stop, start, restart, kill,
/// pause, unpause, rm.
final class ComposeStates implements ComposeVerb.Verb {
  private final String verb;

  ComposeStates(String verb) {
    this.verb = verb;
  }

  @Override
  public int run(ComposeCall call) throws Failure {
    var given =
        new Flags("compose " + verb)
            .values("t|timeout", "s|signal")
            .switches("no-deps", "remove-orphans", "f|force", "v|volumes")
            .switches(verb.equals("rm") ? "s|stop" : "stop")
            .read(call.arguments());
    var services = withRestarted(call, given);
    switch (verb) {
      case "start" -> {
        start(call, services);
      }
      case "rm" -> {
        return remove(call, services, given);
      }
      case "stop", "restart" -> {
        var kind = verb.equals("stop") ? ComposeEndings.Kind.STOP : ComposeEndings.Kind.RESTART;
        var seconds = StopWords.seconds(given, "timeout", "compose " + verb);
        var isDone = new ComposeEndings(call, kind, seconds).services(services);
        return isDone ? 0 : ComposeCall.INTERRUPTED;
      }
      case "kill" -> {
        if (containers(call, services, false).isEmpty()) {
          call.err("no container to kill");
          return 0;
        }
        each(call, services, given.last("signal", "SIGKILL"));
      }
      default -> each(call, services, "");
    }
    return 0;
  }

  /// What services depend on is started, too (compose `pkg/compose/start.go`).
  private static void start(ComposeCall call, List<String> chosen) throws Failure {
    var isKnown = call.project().isKnown();
    var services = isKnown ? ComposeUp.withDependencies(call, chosen) : chosen;
    for (String service : services) {
      ComposeConvergence.start(call, service, services);
    }
  }

  /// A restart takes along what depends on a service with `restart: true`, as whoever shares its
  /// namespace does (compose `pkg/compose/restart.go`).
  private List<String> withRestarted(ComposeCall call, Flags.Given given) throws Failure {
    var chosen = call.chosen(given.words());
    if (!verb.equals("restart") || given.words().isEmpty() || given.has("no-deps")) {
      return chosen;
    }
    var all = new LinkedHashSet<>(chosen);
    for (String service : call.project().services()) {
      if (ComposeConvergence.restartsWith(call, service, all)) {
        all.add(service);
      }
    }
    return call.project().services().stream().filter(all::contains).toList();
  }

  private static List<Container> containers(ComposeCall call, List<String> services, boolean all) {
    var containers = new ArrayList<Container>();
    for (String service : services) {
      call.project().present(call.engine(), service).stream()
          .filter(each -> all || each.isRunning())
          .forEach(containers::add);
    }
    return containers;
  }

  private void each(ComposeCall call, List<String> services, String signal) {
    for (Container container : containers(call, services, false)) {
      if (verb.equals("kill")) {
        call.event(container, word("ing")); // the others only say what they did
      }
      call.pass(verb);
      act(call.engine(), container.id(), signal);
      call.event(container, word("ed"));
    }
  }

  /// `Killing`, `Paused`.
  private String word(String ending) {
    var stem = verb.replaceFirst("e$", "");
    return stem.substring(0, 1).toUpperCase(Locale.ROOT) + stem.substring(1) + ending;
  }

  private void act(Engine engine, String id, String signal) {
    switch (verb) {
      case "kill" -> engine.containers().kill(id, signal);
      case "pause" -> engine.containers().pause(id);
      default -> engine.containers().unpause(id);
    }
  }

  private int remove(ComposeCall call, List<String> services, Flags.Given given) throws Failure {
    var endings = new ComposeEndings(call, ComposeEndings.Kind.STOP, null);
    if (given.has("stop") && !endings.services(services)) {
      return ComposeCall.INTERRUPTED;
    }
    var stopped =
        containers(call, services, true).stream()
            .filter(each -> !each.isRunning())
            .sorted(Comparator.comparingLong(Container::createdNanos).reversed())
            .toList(); // the engine lists the newest first
    if (stopped.isEmpty()) {
      call.err("No stopped containers");
      return 0;
    }
    var names = String.join(", ", stopped.stream().map(Container::name).toList());
    if (!given.has("force")) {
      call.out("? Going to remove " + names + " (y/N) ");
      String line = call.docker().invocation().line();
      if (line == null || !line.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
        return 0;
      }
    } else {
      call.out("Going to remove " + names);
    }
    for (Container container : stopped) {
      call.event(container, "Removing");
      call.pass("rm");
      call.engine().containers().remove(container.id(), false);
      call.event(container, "Removed");
    }
    return 0;
  }
}
