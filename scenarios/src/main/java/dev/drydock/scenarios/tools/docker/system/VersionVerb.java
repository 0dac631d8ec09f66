package dev.drydock.scenarios.tools.docker.system;

import dev.drydock.drivers.template.GoJson;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.GoTemplate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `docker version`.
public final class VersionVerb implements DockerVerb {
  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given = new Flags(call.verb()).values("f|format").read(call.arguments());
    var profile = call.engine().profile();
    String version = profile.version();
    String api = profile.api();
    String minimum = profile.minimumApi();
    String format = given.last("format", "");
    if (!format.isEmpty()) {
      Map<String, @Nullable Object> versions = new LinkedHashMap<>();
      versions.put("Client", side(call, api, null));
      versions.put("Server", side(call, api, minimum));
      call.out(
          format.equals("json") && call.client().knowsJson()
              ? GoJson.compact(versions)
              : GoTemplate.parse(format).row(versions, "system.versionInfo"));
      return 0;
    }
    call.out("Client:");
    call.out(" Version:           " + version);
    call.out(" API version:       " + api);
    call.out(" OS/Arch:           linux/amd64");
    call.out(" Context:           default");
    call.out("");
    call.out("Server:");
    call.out(" Engine:");
    call.out("  Version:          " + version);
    call.out("  API version:      " + api + " (minimum version " + minimum + ")");
    call.out("  OS/Arch:          linux/amd64");
    call.out("  Experimental:     " + call.engine().config().experimental());
    return 0;
  }

  private static Map<String, @Nullable Object> side(
      DockerCall call, String api, @Nullable String minimum) {
    Map<String, @Nullable Object> side = new LinkedHashMap<>();
    side.put("Version", call.engine().profile().version());
    side.put(minimum == null ? "APIVersion" : "ApiVersion", api);
    if (minimum != null) {
      side.put("MinAPIVersion", minimum);
      side.put("APIVersion", api);
    }
    side.put("Os", "linux");
    side.put("Arch", "amd64");
    if (minimum == null) {
      side.put("DefaultAPIVersion", api);
      side.put("Context", "default");
    } else {
      side.put("KernelVersion", call.engine().machine().softnet().kernel().release());
      side.put("Experimental", call.engine().config().experimental());
    }
    return side;
  }
}
