@NullMarked
package dev.drydock.scenarios.tools.capture;

import org.jspecify.annotations.NullMarked;
