/// Tests of known traps.
@NullMarked
package dev.drydock.scenarios.lint;

import org.jspecify.annotations.NullMarked;
