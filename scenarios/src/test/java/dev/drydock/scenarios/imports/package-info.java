/// Tests of scenarios made from dumps.
@NullMarked
package dev.drydock.scenarios.imports;

import org.jspecify.annotations.NullMarked;
