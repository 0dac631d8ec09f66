package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.drivers.engine.Container;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import java.util.ArrayList;
import java.util.List;

/// `docker compose wait`: lets time pass until the containers of services have ended; the status of
/// the last is its own.
final class ComposeWait implements ComposeVerb.Verb {
  @Override
  public int run(ComposeCall call) throws Failure {
    var given = new Flags("compose wait").switches("down-project").read(call.arguments());
    if (given.words().isEmpty()) {
      throw new Failure("\"compose wait\" requires at least 1 argument.", 1);
    }
    var waited = new ArrayList<Container>();
    for (String service : call.chosen(given.words())) {
      waited.addAll(
          call.project().present(call.engine(), service).stream()
              .filter(Container::isRunning)
              .toList());
    }
    if (waited.isEmpty()) {
      throw new Failure("no containers for project \"" + call.project().name() + "\"", 1);
    }
    var shell = call.docker().invocation().shell();
    int status = 0;
    while (!waited.isEmpty()) {
      if (!shell.await(() -> waited.stream().anyMatch(each -> !each.isRunning()), Long.MAX_VALUE)) {
        return ComposeCall.INTERRUPTED;
      }
      for (Container container : waited.stream().filter(each -> !each.isRunning()).toList()) {
        status = container.exitCode();
        call.out("container \"" + container.id() + "\" exited with status code " + status);
        waited.remove(container);
      }
    }
    return given.has("down-project") ? down(call, status) : status;
  }

  private static int down(ComposeCall call, int status) throws Failure {
    var docker = call.docker();
    var inner =
        new DockerCall(
            docker.invocation(), docker.engine(), "compose down", List.of("--remove-orphans"));
    new ComposeDown().run(new ComposeCall(inner, call.project()));
    return status;
  }
}
