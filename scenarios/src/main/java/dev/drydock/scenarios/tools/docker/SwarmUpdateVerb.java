package dev.drydock.scenarios.tools.docker;

import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.SwarmSettings;
import dev.drydock.scenarios.text.Quantities;
import java.util.List;

/// `docker swarm update`, and what has to do with certificates and locks: they are not modelled,
/// and refused.
final class SwarmUpdateVerb implements DockerTool.Verb {
  private final String verb;

  SwarmUpdateVerb(String verb) {
    this.verb = verb;
  }

  @Override
  public int run(DockerTool.Call call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .values("cert-expiry", "dispatcher-heartbeat", "external-ca", "task-history-limit")
            .values("max-snapshots", "snapshot-interval", "ca-cert", "ca-key")
            .switches("autolock", "rotate", "q|quiet", "d|detach")
            .read(call.arguments());
    if (verb.equals("unlock")) {
      throw new Failure("Error response from daemon: swarm is not locked", 1);
    }
    Swarm swarm = SwarmVerbs.node(call).managed();
    return switch (verb) {
      case "unlock-key" -> throw new Failure("no unlock key is set", 1);
      case "ca" -> throw new Failure("the certificates of a swarm are not modelled", 1);
      default -> {
        swarm.change(settings(swarm.settings(), given));
        call.out("Swarm updated.");
        yield 0;
      }
    };
  }

  /// The settings after some options.
  static SwarmSettings settings(SwarmSettings old, Flags.Given given) throws Failure {
    long heartbeat = old.heartbeatNanos();
    for (String text : given.all("dispatcher-heartbeat")) {
      Long nanos = Quantities.nanos(text);
      if (nanos == null || nanos <= 0) {
        throw Failure.usage(
            "invalid argument \""
                + text
                + "\" for \"--dispatcher-heartbeat\" flag: time: invalid duration \""
                + text
                + "\"",
            "swarm update");
      }
      heartbeat = nanos;
    }
    int history = old.taskHistory();
    List<String> limits = given.all("task-history-limit");
    if (!limits.isEmpty() && limits.getLast().matches("\\d{1,6}")) {
      history = Integer.parseInt(limits.getLast());
    }
    return new SwarmSettings(heartbeat, history);
  }
}
