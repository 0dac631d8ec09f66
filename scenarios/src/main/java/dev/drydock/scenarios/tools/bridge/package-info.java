/// The commands that look at bridges and change them: `brctl` of bridge-utils, `bridge` of
/// iproute2.
@NullMarked
package dev.drydock.scenarios.tools.bridge;

import org.jspecify.annotations.NullMarked;
