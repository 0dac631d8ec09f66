package dev.drydock.scenarios.tools.docker.storage;

import dev.drydock.drivers.engine.Image;
import dev.drydock.drivers.engine.ImageInfo;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.HumanTime;
import dev.drydock.scenarios.tools.docker.show.Inspected;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `docker image inspect` (moby `api/types.ImageInspect`).
public final class ImageInspect {
  private ImageInspect() {}

  static int run(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb()).values("f|format", "platform").read(call.arguments());
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    Inspected found = new Inspected(call);
    for (String name : given.words()) {
      Map<String, @Nullable Object> fields = fields(call, name);
      if (fields == null) {
        found.miss(ImageNames.missing(call, name));
      } else {
        found.add(Inspected.OPEN, fields);
      }
    }
    return found.print(given.last("format", ""));
  }

  /// What is shown of an image that is there; null for others.
  public static @Nullable Map<String, @Nullable Object> fields(DockerCall call, String name) {
    Image image = ImageNames.find(call, name);
    if (image == null) {
      return null;
    }
    Image.Made made = image.made();
    boolean isKnown = made.nanos() >= 0;
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("Id", image.id());
    fields.put("RepoTags", call.engine().images().tagsOf(image));
    fields.put("RepoDigests", call.engine().images().digestsOf(image));
    fields.put("Parent", made.parent());
    fields.put("Comment", made.words().comment());
    fields.put("Created", isKnown ? HumanTime.rfc3339(made.nanos()) : "0001-01-01T00:00:00Z");
    fields.put("Container", made.container());
    fields.put("Author", made.words().author());
    fields.put("Config", config(call, image));
    fields.put("Architecture", "amd64");
    fields.put("Os", "linux");
    fields.put("Size", bytes(image));
    Map<String, @Nullable Object> root = new LinkedHashMap<>();
    root.put("Type", "layers");
    root.put("Layers", image.layers().stream().map(Image.Layer::chain).toList());
    fields.put("RootFS", root);
    return fields;
  }

  /// How much is in an image, as far as it is known.
  public static long bytes(Image image) {
    return image.layers().stream().mapToLong(Image.Layer::bytes).sum();
  }

  private static Map<String, @Nullable Object> config(DockerCall call, Image image) {
    ImageInfo info = image.info();
    Image.Changes changes = image.made().changes();
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("User", changes.user());
    Map<String, @Nullable Object> ports = new TreeMap<>();
    info.exposed().forEach(port -> ports.put(port.toString(), Map.of()));
    if (!ports.isEmpty()) {
      config.put("ExposedPorts", ports);
    }
    config.put("Env", info.env().isEmpty() ? null : info.env());
    config.put("Cmd", info.command().isEmpty() ? null : info.command());
    config.put("Image", parentName(call, image));
    config.put("WorkingDir", changes.folder());
    config.put("Entrypoint", info.entrypoint().isEmpty() ? null : info.entrypoint());
    config.put("Labels", labels(changes.labels()));
    return config;
  }

  private static @Nullable Map<String, ?> labels(Map<String, String> labels) {
    return labels.isEmpty() ? null : new TreeMap<>(labels);
  }

  /// What its container was made from; empty for an image that was there.
  private static String parentName(DockerCall call, Image image) {
    Image parent = ImageNames.find(call, image.made().parent());
    List<String> names = parent == null ? List.of() : call.engine().images().tagsOf(parent);
    return names.isEmpty() ? image.made().parent() : names.getFirst().replaceFirst(":latest$", "");
  }
}
