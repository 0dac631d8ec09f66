/// The model of the `x-drydock` block: what the file says, nothing resolved.
@NullMarked
package dev.drydock.scenarios.model;

import org.jspecify.annotations.NullMarked;
