package dev.drydock.scenarios.tools.docker.system;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.scenarios.tools.docker.client.CliWords;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.Inspected;
import dev.drydock.scenarios.tools.docker.storage.ImageInspect;
import dev.drydock.scenarios.tools.docker.storage.ImageNames;
import dev.drydock.scenarios.tools.docker.storage.VolumeVerbs;
import dev.drydock.scenarios.tools.docker.swarm.SwarmInspect;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `docker inspect`: containers, images, networks, volumes, then what a swarm has.
public final class InspectVerb implements DockerVerb {
  private static final List<String> TYPES =
      List.of(
          "config",
          "container",
          "image",
          "network",
          "node",
          "plugin",
          "secret",
          "service",
          "task",
          "volume");

  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb()).values("f|format", "type").switches("s|size").read(call.arguments());
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    String type = given.last("type", "");
    boolean isOld = type.equals("config") && !call.client().tellsTypes();
    if ((!type.isEmpty() && !TYPES.contains(type)) || isOld) {
      throw new Failure(CliWords.unknownType(call.engine().profile(), type, TYPES), 1);
    }
    Inspected found = new Inspected(call);
    for (String name : given.words()) {
      Inspected.Item object = find(call, name, type);
      if (object == null) {
        object = SwarmInspect.find(call, name, type);
      }
      if (object == null) {
        found.miss(missing(call, type, name));
      } else {
        found.add(object);
      }
    }
    return found.print(given.last("format", ""));
  }

  /// With a type the answer of the one that was asked counts.
  private static String missing(DockerCall call, String type, String name) {
    Engine engine = call.engine();
    try {
      switch (type) {
        case "container" -> engine.containers().inspect(name);
        case "network" -> engine.networks().inspect(name);
        case "image" -> {
          return ImageNames.missing(call, name);
        }
        case "volume" -> {
          return VolumeVerbs.missing(call, name);
        }
        default -> {}
      }
    } catch (EngineException e) {
      return call.words().refusal(e, type + " inspect");
    }
    return type.isEmpty()
        ? CliWords.noObject(engine.profile(), name)
        : "Error: No such " + type + ": " + name;
  }

  /// Containers, then images, networks, volumes (docker/cli `cli/command/system/inspect.go`).
  private static Inspected.@Nullable Item find(DockerCall call, String name, String type) {
    Engine engine = call.engine();
    if (type.isEmpty() || type.equals("container")) {
      try {
        return new Inspected.Item("container.InspectResponse", engine.containers().inspect(name));
      } catch (EngineException e) {
        // It may be something else.
      }
    }
    Map<String, @Nullable Object> image =
        type.isEmpty() || type.equals("image") ? ImageInspect.fields(call, name) : null;
    if (image != null) {
      return new Inspected.Item(Inspected.OPEN, image);
    }
    if (type.isEmpty() || type.equals("network")) {
      try {
        return new Inspected.Item("network.Inspect", engine.networks().inspect(name));
      } catch (EngineException e) {
        // Reported by the caller.
      }
    }
    var volume = type.isEmpty() || type.equals("volume") ? engine.volumes().find(name) : null;
    return volume == null
        ? null
        : new Inspected.Item("volume.Volume", VolumeVerbs.fields(engine, volume));
  }
}
