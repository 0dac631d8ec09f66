package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.compose.ComposeFile;
import dev.drydock.scenarios.model.DrydockBlock;
import dev.drydock.scenarios.text.Diagnostics;
import java.util.List;

/// What the planners work on: the file models and where to tell what is wrong.
///
/// @param project project name
/// @param file compose model
/// @param block `x-drydock` model
/// @param diagnostics what is wrong
/// @param files the files by the paths that labels show
record Scenario(
    String project,
    ComposeFile file,
    DrydockBlock block,
    Diagnostics diagnostics,
    List<String> files) {
  Scenario {
    files = List.copyOf(files);
  }
}
