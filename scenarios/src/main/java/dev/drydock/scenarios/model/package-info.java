/// The model of the `x-drydock` block: what the file says, nothing resolved.
///
/// Reading order: [dev.drydock.scenarios.model.DrydockBlock], then
/// [dev.drydock.scenarios.model.BlockKeys], the table of all its keys, and
/// [dev.drydock.scenarios.model.BlockDecoder].
@NullMarked
package dev.drydock.scenarios.model;

import org.jspecify.annotations.NullMarked;
