package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.compose.ComposeFile;
import dev.drydock.scenarios.compose.Variables;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Place;
import java.util.Locale;

/// The project name as compose finds it (compose-go, loader.projectName): `-p`,
/// `COMPOSE_PROJECT_NAME`, the top-level `name`, then the folder's name. The first two must be
/// right as they are, the others are made right.
final class ProjectName {

  private ProjectName() {}

  static String of(
      ComposeFile file, ReadRequest request, Variables variables, Diagnostics diagnostics) {
    var variable = variables.get("COMPOSE_PROJECT_NAME");
    var given = request.projectName() == null ? variable : request.projectName();
    if (given != null && !given.isEmpty()) {
      check(given, diagnostics);
      return given;
    }
    var written = file.name();
    var name = written == null ? "" : normalised(written.value());
    var chosen = name.isEmpty() ? ofFolder(request) : name;
    if (chosen.isEmpty()) {
      diagnostics.error(
          written == null
              ? Place.startOf(String.valueOf(request.files().getFirst()))
              : written.place(),
          "project name must not be empty",
          "begin the file with name: and a word of lowercase letters");
    }
    return chosen;
  }

  private static String ofFolder(ReadRequest request) {
    var folder = request.projectFolder().getFileName();
    return folder == null ? "" : normalised(folder.toString());
  }

  /// compose-go, loader.NormalizeProjectName.
  static String normalised(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^-_a-z0-9]", "").replaceFirst("^[_-]+", "");
  }

  private static void check(String name, Diagnostics diagnostics) {
    if (!normalised(name).equals(name)) {
      diagnostics.error(
          Place.startOf("-p"),
          "invalid project name \""
              + name
              + "\": must consist only of lowercase alphanumeric"
              + " characters, hyphens, and underscores as well as start with a letter or number",
          "did you mean \"" + normalised(name) + "\"?");
    }
  }
}
