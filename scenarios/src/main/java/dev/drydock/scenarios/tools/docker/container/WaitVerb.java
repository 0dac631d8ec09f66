package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Container;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import java.util.List;

/// `docker wait`: lets time pass until each container has ended, and says how.
public final class WaitVerb implements DockerVerb {
  /// What an interrupted program ends with.
  private static final int INTERRUPTED = 130;

  @Override
  public int run(DockerCall call) throws Failure {
    List<String> names = new Flags(call.verb()).read(call.arguments()).words();
    if (names.isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    int status = 0;
    for (String name : names) {
      Container container;
      try {
        container = call.engine().containers().get(name);
      } catch (EngineException e) {
        status = call.refused(e);
        continue;
      }
      if (!call.invocation().shell().await(() -> !container.isRunning(), Long.MAX_VALUE)) {
        return INTERRUPTED;
      }
      call.out("" + container.exitCode());
    }
    return status;
  }
}
