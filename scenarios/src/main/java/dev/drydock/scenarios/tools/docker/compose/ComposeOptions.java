package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The options that stand before a verb of `docker compose`, and what comes behind them.
///
/// @param files `-f`, or those of `COMPOSE_FILE`
/// @param projectName `-p`, or `COMPOSE_PROJECT_NAME`; empty without it
/// @param profiles `--profile`
/// @param projectDirectory `--project-directory`; empty without it
/// @param asksVersion `--version`
/// @param words the verb and its arguments
record ComposeOptions(
    List<String> files,
    String projectName,
    List<String> profiles,
    String projectDirectory,
    boolean asksVersion,
    List<String> words) {

  static ComposeOptions of(List<String> arguments, Map<String, String> environment) throws Failure {
    Flags.Given given =
        new Flags("compose")
            .leading()
            .values("f|file", "p|project-name", "profile", "project-directory", "env-file")
            .values("ansi", "progress", "parallel")
            .switches("compatibility", "dry-run", "all-resources", "v|version")
            .read(arguments);
    List<String> files = new ArrayList<>(given.all("file"));
    String variable = environment.getOrDefault("COMPOSE_FILE", "");
    if (files.isEmpty() && !variable.isEmpty()) {
      files.addAll(List.of(variable.split(":", -1)));
    }
    return new ComposeOptions(
        files,
        given.last("project-name", environment.getOrDefault("COMPOSE_PROJECT_NAME", "")),
        given.all("profile"),
        given.last("project-directory", ""),
        given.has("version"),
        given.words());
  }
}
