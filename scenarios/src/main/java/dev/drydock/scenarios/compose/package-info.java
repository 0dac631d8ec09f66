/// The compose file model: what the file says, nothing resolved, every value with its place.
@NullMarked
package dev.drydock.scenarios.compose;

import org.jspecify.annotations.NullMarked;
