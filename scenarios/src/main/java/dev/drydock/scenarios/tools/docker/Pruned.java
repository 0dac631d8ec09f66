package dev.drydock.scenarios.tools.docker;

import java.util.List;

/// What a `prune` says it has removed.
final class Pruned {
  private Pruned() {}

  static void print(DockerCall call, String title, List<String> names) {
    if (!names.isEmpty()) {
      call.out(title);
      names.forEach(call::out);
      call.out("");
    }
  }
}
