package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.Inspected;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What verbs about a swarm's things say on a node that is no manager. The client asks for each
/// thing that is named, so those that go on after a refusal hear it as often (docker/cli
/// `command/service/remove.go`, `scale.go`, `command/node/remove.go`, `ps.go`, `command/inspect`;
/// 20.10.24 and 28.5.2).
final class NotManaged {
  private NotManaged() {}

  /// The swarm of a manager; null on a node that is none.
  static @Nullable Swarm swarm(DockerCall call) {
    try {
      return SwarmVerbs.node(call).managed();
    } catch (EngineException e) {
      return null;
    }
  }

  /// Says why nothing can be done.
  ///
  /// @param verb `rm`, `scale`, `inspect`, …; `node ps` for that one
  /// @return the exit status
  static int say(DockerCall call, String verb, Flags.Given given) throws Failure {
    String why = refusal(call);
    List<String> names = given.words();
    switch (verb.replaceFirst("^node (?!ps)", "")) {
      case "rm", "remove" -> names.forEach(name -> call.err(why));
      case "node ps" -> (names.isEmpty() ? List.of("self") : names).forEach(name -> call.err(why));
      case "scale" -> names.forEach(name -> call.err(name.replaceFirst("=.*", "") + ": " + why));
      case "inspect" -> {
        if (!given.has("pretty")) {
          Inspected none = Inspected.ofSwarm(call);
          names.forEach(name -> none.miss(why));
          return none.print(given.last("format", ""));
        }
        call.err(why);
      }
      default -> call.err(why);
    }
    return 1;
  }

  private static String refusal(DockerCall call) {
    try {
      SwarmVerbs.node(call).managed();
      return "";
    } catch (EngineException e) {
      return call.words().refusal(e, call.verb());
    }
  }
}
