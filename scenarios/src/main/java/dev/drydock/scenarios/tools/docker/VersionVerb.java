package dev.drydock.scenarios.tools.docker;

import java.util.Map;

/// `docker version`.
final class VersionVerb implements DockerTool.Verb {
  @Override
  public int run(DockerTool.Call call) throws Failure {
    Flags.Given given = new Flags(call.verb()).values("f|format").read(call.arguments());
    String version = call.engine().profile().version();
    String format = given.last("format", "");
    if (!format.isEmpty()) {
      var versions =
          Map.of(
              "Client", Map.of("Version", version),
              "Server", Map.of("Version", version));
      call.out(GoTemplate.parse(format).apply(versions));
      return 0;
    }
    call.out("Client:");
    call.out(" Version:           " + version);
    call.out("");
    call.out("Server:");
    call.out(" Engine:");
    call.out("  Version:          " + version);
    return 0;
  }
}
