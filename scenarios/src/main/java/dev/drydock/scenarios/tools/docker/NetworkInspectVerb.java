package dev.drydock.scenarios.tools.docker;

import dev.drydock.drivers.EngineException;
import java.util.ArrayList;
import java.util.List;

/// `docker network inspect`.
final class NetworkInspectVerb implements DockerTool.Verb {
  @Override
  public int run(DockerTool.Call call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .values("f|format", "scope")
            .switches("v|verbose")
            .read(call.arguments());
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    List<Object> found = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String name : given.words()) {
      try {
        found.add(call.engine().networks().inspect(name));
      } catch (EngineException e) {
        missing.add(call.words().refusal(e, call.verb()));
      }
    }
    return Inspected.print(call, given.last("format", ""), found, missing);
  }
}
