package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.scenarios.tools.CommandTimes;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.LogLine;
import java.util.ArrayList;
import java.util.List;

/// One call of a verb of `docker compose`.
///
/// @param docker the command that was typed, its arguments those behind the verb
/// @param project what it works on
record ComposeCall(DockerCall docker, ComposeProject project) {
  /// What an interrupted program ends with.
  static final int INTERRUPTED = 130;

  Engine engine() {
    return docker.engine();
  }

  List<String> arguments() {
    return docker.arguments();
  }

  void out(String line) {
    docker.out(line);
  }

  void err(String line) {
    docker.err(line);
  }

  /// A line of progress as it is written where there is no terminal (compose,
  /// pkg/progress/plain.go).
  void event(String what, String name, String state) {
    err(" " + what + " " + name + "  " + state);
  }

  void event(Container container, String state) {
    event("Container", container.name(), state);
  }

  /// A warning.
  void warn(String text) {
    warn(docker.invocation(), text);
  }

  /// A warning in the form of the logrus library.
  static void warn(Invocation invocation, String text) {
    new LogLine("warning", text).to(invocation);
  }

  /// Lets the time pass that a docker command takes which does the same.
  void pass(String... command) {
    var words = new ArrayList<>(List.of("docker"));
    words.addAll(List.of(command));
    docker.invocation().sleep(CommandTimes.nanos(words));
  }

  /// The services that are meant: those named, else all.
  List<String> chosen(List<String> named) throws Failure {
    var known = project.services(engine());
    for (String service : named) {
      if (!known.contains(service)) {
        throw new Failure("no such service: " + service, 1);
      }
    }
    return named.isEmpty() ? known : known.stream().filter(named::contains).toList();
  }

  /// `docker ps` without `-a` lists what is paused and what waits to be started again, too.
  private static boolean isListed(Container container) {
    return container.state().isListed();
  }

  /// The container of a service that commands run in: the lowest number, or the one asked for.
  Container running(String service, int index) throws Failure {
    for (Container container : project.present(engine(), service)) {
      if (isListed(container) && (index == 0 || ComposeProject.numberOf(container) == index)) {
        return container;
      }
    }
    for (Container container : project.present(engine())) {
      var isOf = ComposeProject.serviceOf(container).equals(service);
      if (isOf && isListed(container) && index == 0) {
        return container;
      }
    }
    var which = index == 0 ? "" : " container #" + index;
    throw new Failure("service \"" + service + "\" is not running" + which, 1);
  }
}
