package dev.drydock.scenarios.tools.docker;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `docker inspect`: containers, images, networks, volumes, then what a swarm has.
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
      Map<String, @Nullable Object> object = find(call, name, type);
      if (object == null) {
        object = SwarmInspect.find(call, name, type);
      }
      if (object == null) {
        missing.add("Error: No such " + (type.isEmpty() ? "object" : type) + ": " + name);
      } else {
        found.add(object);
      }
    }
    return Inspected.print(call, given.last("format", ""), found, missing);
  }

  /// Containers, then images, networks, volumes (docker/cli `cli/command/system/inspect.go`).
  private static @Nullable Map<String, @Nullable Object> find(
      DockerTool.Call call, String name, String type) {
    Engine engine = call.engine();
    if (type.isEmpty() || type.equals("container")) {
      try {
        return engine.containers().inspect(name);
      } catch (EngineException e) {
        // It may be something else.
      }
    }
    Map<String, @Nullable Object> image =
        type.isEmpty() || type.equals("image") ? ImageVerbs.fields(call, name) : null;
    if (image != null) {
      return image;
    }
    if (type.isEmpty() || type.equals("network")) {
      try {
        return engine.networks().inspect(name);
      } catch (EngineException e) {
        // Reported by the caller.
      }
    }
    var volume = type.isEmpty() || type.equals("volume") ? engine.volumes().find(name) : null;
    return volume == null ? null : VolumeVerbs.fields(engine, volume);
  }
}
