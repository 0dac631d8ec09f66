/// The `docker` command of a machine: its verbs, their options, tables, JSON and templates. What
/// they do is in the drivers module.
///
/// Read [dev.drydock.scenarios.tools.docker.DockerTool], then a verb.
@NullMarked
package dev.drydock.scenarios.tools.docker;

import org.jspecify.annotations.NullMarked;
