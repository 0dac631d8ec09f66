package dev.drydock.scenarios.tools.docker.storage;

import dev.drydock.drivers.engine.Container;
import dev.drydock.scenarios.lab.Files;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The layer of a container: what commands wrote and removed beside what its image has, and outside
/// of what is mounted.
///
/// @param changed path → content
/// @param removed paths
public record OwnFiles(Map<String, String> changed, List<String> removed) {
  /// What the engine and the kernel give each container.
  private static final String GIVEN = "/etc/(hosts|hostname|resolv\\.conf)|/(dev|proc|sys)/.*";

  /// Those of a container, which need not run.
  public static OwnFiles of(DockerCall call, Container container) {
    ContainerDirectory.Entry entry =
        call.invocation()
            .shell()
            .containers()
            .find(call.invocation().place().box(), container.id());
    Map<String, String> changed = new TreeMap<>();
    List<String> removed = new ArrayList<>();
    Files files = entry == null ? new Files() : entry.files();
    files
        .changes()
        .forEach((path, kind) -> {
          String content = files.read(path);
          if (path.matches(GIVEN)) {
            return;
          }
          if (kind == 'D' || content == null) {
            removed.add(path);
          } else {
            changed.put(path, content);
          }
        });
    return new OwnFiles(changed, removed);
  }

  /// How much is in it.
  public long bytes() {
    return changed.values().stream().mapToLong(String::length).sum();
  }
}
