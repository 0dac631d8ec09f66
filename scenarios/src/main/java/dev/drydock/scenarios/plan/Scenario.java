package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.compose.ComposeFile;
import dev.drydock.scenarios.model.DrydockBlock;
import dev.drydock.scenarios.text.Diagnostics;

/// What the planners work on: the file models and where to tell what is wrong.
///
/// @param project project name
/// @param file compose model
/// @param block `x-drydock` model
/// @param diagnostics what is wrong
record Scenario(String project, ComposeFile file, DrydockBlock block, Diagnostics diagnostics) {}
