package dev.drydock.scenarios.tools.docker;

import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Verbs of `docker` that act on what is not emulated: they say so, and what to do instead.
final class Refusals {
  private static final String IMAGES =
      "Drydock builds and carries no images: an image is a name that chooses tools and servers.\n"
          + "Any name can be run; what is in it is declared in the scenario under"
          + " x-drydock: images: NAME: { tools: [...], serve: [...] }.";

  private static final String FILES =
      "Drydock does not emulate the layers and files of images; containers have the files that"
          + " commands write, and those of /etc that the engine writes"
          + " (docker exec NAME cat FILE).";

  private static final String REGISTRIES =
      "Drydock has no registry: every image is there already, and docker pull always succeeds.";

  private static final String OTHER =
      "Drydock emulates the network of containers; this has no part in it.";

  private static final Map<String, List<String>> VERBS =
      Map.of(
          IMAGES,
          List.of(
              "build",
              "buildx",
              "builder",
              "import",
              "load",
              "save",
              "image build",
              "image save",
              "image load",
              "image import",
              "image push",
              "push",
              "bake",
              "manifest"),
          FILES,
          List.of("export"),
          REGISTRIES,
          List.of("login", "logout", "search"),
          OTHER,
          List.of(
              "checkpoint",
              "context create",
              "context export",
              "context import",
              "context rm",
              "context update",
              "plugin",
              "trust",
              "scout",
              "model",
              "mcp",
              "system dial-stdio"));

  private Refusals() {}

  /// What refuses a verb; null for one that nobody knows.
  static @Nullable DockerVerb of(String name) {
    String plain = name.replaceFirst("^container ", "");
    for (Map.Entry<String, List<String>> each : VERBS.entrySet()) {
      if (each.getValue().contains(plain)) {
        return call -> {
          call.err("docker " + name + ": not emulated. " + each.getKey());
          return 1;
        };
      }
    }
    return null;
  }
}
