package dev.drydock.scenarios.tools.docker;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `docker inspect`: containers, then networks.
final class InspectVerb implements DockerTool.Verb {
  @Override
  public int run(DockerTool.Call call) throws Failure {
    Flags.Given given =
        new Flags(call.verb()).values("f|format", "type").switches("s|size").read(call.arguments());
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    String type = given.last("type", "");
    List<Object> found = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String name : given.words()) {
      Map<String, @Nullable Object> object = find(call.engine(), name, type);
      if (object == null) {
        missing.add("Error: No such " + (type.isEmpty() ? "object" : type) + ": " + name);
      } else {
        found.add(object);
      }
    }
    return Inspected.print(call, given.last("format", ""), found, missing);
  }

  private static @Nullable Map<String, @Nullable Object> find(
      Engine engine, String name, String type) {
    if (!type.equals("network")) {
      try {
        return engine.containers().inspect(name);
      } catch (EngineException e) {
        // It may be a network.
      }
    }
    if (!type.equals("container")) {
      try {
        return engine.networks().inspect(name);
      } catch (EngineException e) {
        // Reported by the caller.
      }
    }
    return null;
  }
}
