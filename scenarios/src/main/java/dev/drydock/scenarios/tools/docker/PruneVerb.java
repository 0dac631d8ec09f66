package dev.drydock.scenarios.tools.docker;

import java.util.List;

/// `docker system prune`: containers that do not run, and networks that none uses.
final class PruneVerb implements DockerTool.Verb {
  @Override
  public int run(DockerTool.Call call) throws Failure {
    new Flags(call.verb())
        .switches("a|all", "f|force", "volumes")
        .values("filter")
        .read(call.arguments());
    list(call, "Deleted Containers:", call.engine().containers().prune(container -> true));
    list(call, "Deleted Networks:", call.engine().networks().prune(network -> true));
    call.out("Total reclaimed space: 0B");
    return 0;
  }

  private static void list(DockerTool.Call call, String title, List<String> names) {
    if (!names.isEmpty()) {
      call.out(title);
      names.forEach(call::out);
      call.out("");
    }
  }
}
