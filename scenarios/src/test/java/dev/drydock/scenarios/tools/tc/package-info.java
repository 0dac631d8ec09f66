@NullMarked
package dev.drydock.scenarios.tools.tc;

import org.jspecify.annotations.NullMarked;
