/// The `docker` command of a machine: which verbs it has. They live in the rooms below, of which
/// each uses only those before it: `client` (how a call is read), `show` (tables, JSON, templates),
/// `network`, `storage`, `container`, `swarm`, `system`, `compose`. What they do is in the drivers
/// module.
///
/// Read [dev.drydock.scenarios.tools.docker.DockerTool], then a verb.
@NullMarked
package dev.drydock.scenarios.tools.docker;

import org.jspecify.annotations.NullMarked;
