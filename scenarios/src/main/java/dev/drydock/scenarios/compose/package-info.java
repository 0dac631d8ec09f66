/// The compose file model: what the file says, nothing resolved, every value with its place.
///
/// Reading order: [dev.drydock.scenarios.compose.ProjectLoader] makes one tree of all files,
/// [dev.drydock.scenarios.compose.ComposeDecoder] the model of it.
@NullMarked
package dev.drydock.scenarios.compose;

import org.jspecify.annotations.NullMarked;
