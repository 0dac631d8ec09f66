package dev.drydock.scenarios.tools.docker;

import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import java.util.ArrayList;
import java.util.List;

/// `docker-compose`: the same as `docker compose`.
final class ComposeTool implements Tool {
  @Override
  public int run(Invocation invocation) {
    if (invocation.place().box().engine() == null || invocation.place().container() != null) {
      invocation.err("sh: docker-compose: not found");
      return 127;
    }
    var words = new ArrayList<>(List.of("docker", "compose"));
    words.addAll(invocation.arguments());
    var io = new Invocation.Io(invocation.standardInput(), invocation.output());
    return new DockerTool().run(new Invocation(invocation.shell(), invocation.place(), words, io));
  }
}
