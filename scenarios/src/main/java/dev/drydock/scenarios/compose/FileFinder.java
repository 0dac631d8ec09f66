package dev.drydock.scenarios.compose;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Finds the files of a project where none is named, as compose does (compose-go,
/// cli.WithDefaultConfigPath): in the folder or the nearest one above it, and an override beside
/// it.
public final class FileFinder {

  private static final List<String> NAMES =
      List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml");

  private static final List<String> OVERRIDES =
      List.of(
          "compose.override.yml",
          "compose.override.yaml",
          "docker-compose.override.yml",
          "docker-compose.override.yaml");

  private FileFinder() {}

  /// The files to read, in the order of merging; empty when there are none.
  public static List<Path> find(Path folder) {
    for (var at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      var found = first(NAMES, at);
      if (!found.isEmpty()) {
        found.addAll(first(OVERRIDES, at));
        return List.copyOf(found);
      }
    }
    return List.of();
  }

  private static List<Path> first(List<String> names, Path folder) {
    var found = new ArrayList<Path>();
    for (var name : names) {
      if (found.isEmpty() && Files.isRegularFile(folder.resolve(name))) {
        found.add(folder.resolve(name));
      }
    }
    return found;
  }
}
