/// Known traps of container networks, found in a file without running it.
@NullMarked
package dev.drydock.scenarios.lint;

import org.jspecify.annotations.NullMarked;
