package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.compose.ComposeFile;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Place;
import java.util.Locale;

/// The project name as compose finds it: `-p`, `COMPOSE_PROJECT_NAME`, top-level `name`, then the
/// folder's name.
final class ProjectName {

  private static final String RULE = "[a-z0-9][a-z0-9_-]*";

  private ProjectName() {}

  static String of(
      ComposeFile file, ReadRequest request, String variable, Diagnostics diagnostics) {
    var given = request.projectName() == null ? variable : request.projectName();
    var written = file.name();
    if (!given.isEmpty() || written == null) {
      var name = given.isEmpty() ? ofFolder(request) : given;
      return checked(name, Place.startOf(given.isEmpty() ? "." : "-p"), diagnostics);
    }
    return checked(written.value(), written.place(), diagnostics);
  }

  private static String ofFolder(ReadRequest request) {
    var folder = request.projectFolder().getFileName();
    return folder == null ? "" : normalised(folder.toString());
  }

  /// compose-go, loader.NormalizeProjectName.
  static String normalised(String folder) {
    return folder.toLowerCase(Locale.ROOT).replaceAll("[^-_a-z0-9]", "").replaceFirst("^[_-]+", "");
  }

  private static String checked(String name, Place place, Diagnostics diagnostics) {
    if (name.isEmpty()) {
      diagnostics.error(
          place, "project name must not be empty", "add a name: to the top of the file");
    } else if (!name.matches(RULE)) {
      diagnostics.error(
          place,
          "invalid project name \""
              + name
              + "\": must consist only of lowercase alphanumeric"
              + " characters, hyphens, and underscores as well as start with a letter or number",
          "did you mean \"" + normalised(name) + "\"?");
    }
    return name;
  }
}
