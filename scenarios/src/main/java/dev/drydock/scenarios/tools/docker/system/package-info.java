/// The verbs that look at the engine as a whole: `info`, `version`, `events`, `inspect`, `system
/// prune`, contexts.
@NullMarked
package dev.drydock.scenarios.tools.docker.system;

import org.jspecify.annotations.NullMarked;
