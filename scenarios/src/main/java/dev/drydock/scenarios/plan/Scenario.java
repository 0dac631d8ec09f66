package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.compose.ComposeFile;
import dev.drydock.scenarios.model.DrydockBlock;
import dev.drydock.scenarios.text.Diagnostics;
import java.util.List;
import java.util.Map;

/// What the planners work on: the file models and where to tell what is wrong.
///
/// @param project project name
/// @param file compose model
/// @param block `x-drydock` model
/// @param diagnostics what is wrong
/// @param files the files by the paths that labels show
/// @param environments the environments of services, as `NAME=value`
record Scenario(
    String project,
    ComposeFile file,
    DrydockBlock block,
    Diagnostics diagnostics,
    List<String> files,
    Map<String, List<String>> environments) {
  Scenario {
    files = List.copyOf(files);
  }
}
