package dev.drydock.scenarios.compose;

import java.util.List;

/// The names that compose looks for where no file is named (compose-go, `DefaultFileNames`,
/// `DefaultOverrideFileNames`): of each list the first that is there.
public final class DefaultFiles {
  /// Files of a project.
  public static final List<String> NAMES =
      List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml");

  /// What is merged over the file of a project, if it is there.
  public static final List<String> OVERRIDES =
      List.of(
          "compose.override.yml",
          "compose.override.yaml",
          "docker-compose.override.yml",
          "docker-compose.override.yaml");

  private DefaultFiles() {}
}
