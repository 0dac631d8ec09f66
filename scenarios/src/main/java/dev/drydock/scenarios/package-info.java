/// Scenario files, their plans and the running labs.
@NullMarked
package dev.drydock.scenarios;

import org.jspecify.annotations.NullMarked;
