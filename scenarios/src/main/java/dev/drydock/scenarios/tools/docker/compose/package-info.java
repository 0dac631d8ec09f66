/// `docker compose`: its verbs, and how what runs is made like what the file says.
///
/// Read [ComposeVerb], then [ComposeConvergence].
@NullMarked
package dev.drydock.scenarios.tools.docker.compose;

import org.jspecify.annotations.NullMarked;
