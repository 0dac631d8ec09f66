package dev.drydock.scenarios.tools.docker.show;

import dev.drydock.scenarios.tools.docker.client.DockerCall;
import java.util.List;

/// What a `prune` says it has removed.
public final class Pruned {
  private Pruned() {}

  public static void print(DockerCall call, String title, List<String> names) {
    if (!names.isEmpty()) {
      call.out(title);
      names.forEach(call::out);
      call.out("");
    }
  }
}
