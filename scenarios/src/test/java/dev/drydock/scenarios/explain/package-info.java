/// Tests of explanations.
@NullMarked
package dev.drydock.scenarios.explain;

import org.jspecify.annotations.NullMarked;
