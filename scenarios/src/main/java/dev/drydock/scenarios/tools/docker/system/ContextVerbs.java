package dev.drydock.scenarios.tools.docker.system;

import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.Inspected;
import dev.drydock.scenarios.tools.docker.show.Listing;
import dev.drydock.scenarios.tools.docker.storage.ImageNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `docker context`: there is the one named `default` (docker/cli `cli/command/context`).
public final class ContextVerbs implements DockerVerb {
  private static final String SOCKET = "unix:///var/run/docker.sock";

  private static final Listing ROWS =
      new Listing("*formatter.clientContextContext", "Name Description DockerEndpoint Error")
          .plain("Description Error Current")
          .head("Name", "NAME")
          .head("DockerEndpoint", "DOCKER ENDPOINT");

  private final String verb;

  public ContextVerbs(String verb) {
    this.verb = verb;
  }

  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb()).values("f|format").switches("q|quiet").read(call.arguments());
    List<String> words = given.words();
    switch (verb) {
      case "show" -> call.out("default");
      case "use" -> {
        if (words.size() != 1) {
          throw call.needs("exactly 1 argument");
        }
        check(words.getFirst());
        call.out("default");
        call.err("Current context is now \"default\"");
      }
      case "inspect" -> {
        Inspected found = new Inspected(call);
        for (String name : words.isEmpty() ? List.of("default") : words) {
          check(name);
          found.add(Inspected.OPEN, inspected());
        }
        return found.print(given.last("format", ""));
      }
      default -> list(call, given);
    }
    return 0;
  }

  private static void check(String name) throws Failure {
    if (!name.equals("default")) {
      throw new Failure(
          "context \"%s\": context not found: open /root/.docker/contexts/meta/%s/meta.json: no"
                  .formatted(name, ImageNames.digest(name))
              + " such file or directory",
          1);
    }
  }

  private static void list(DockerCall call, Flags.Given given) throws Failure {
    Map<String, @Nullable Object> row = Listing.row();
    boolean isTable = given.last("format", "").isEmpty() && !given.has("quiet");
    row.put("Name", isTable ? "default *" : "default");
    row.put("Description", "Current DOCKER_HOST based configuration");
    row.put("DockerEndpoint", SOCKET);
    row.put("Error", "");
    row.put("Current", true);
    ROWS.print(call, given, List.of(row), "Name");
  }

  private static Map<String, @Nullable Object> inspected() {
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    context.put("Name", "default");
    context.put("Metadata", Map.of());
    Map<String, @Nullable Object> docker = new LinkedHashMap<>();
    docker.put("Host", SOCKET);
    docker.put("SkipTLSVerify", false);
    context.put("Endpoints", Map.of("docker", docker));
    context.put("TLSMaterial", Map.of());
    Map<String, @Nullable Object> storage = new LinkedHashMap<>();
    storage.put("MetadataPath", "<IN MEMORY>");
    storage.put("TLSPath", "<IN MEMORY>");
    context.put("Storage", storage);
    return context;
  }
}
