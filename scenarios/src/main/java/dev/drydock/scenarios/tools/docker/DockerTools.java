package dev.drydock.scenarios.tools.docker;

import dev.drydock.scenarios.tools.ToolEntry;
import java.util.List;

/// The commands that come with the Docker Engine.
public final class DockerTools {
  private DockerTools() {}

  /// What there is.
  public static List<ToolEntry> entries() {
    return List.of(
        new ToolEntry("docker", ToolEntry.MACHINE, new DockerTool()),
        new ToolEntry("docker-compose", ToolEntry.MACHINE, new ComposeTool()));
  }
}
