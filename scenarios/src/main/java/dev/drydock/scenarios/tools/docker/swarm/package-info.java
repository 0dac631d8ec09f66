/// The verbs of a swarm: its nodes, services, tasks, secrets, configs and stacks.
///
/// Read [SwarmVerbs], then [ServiceCreateVerb] and [TaskTable].
@NullMarked
package dev.drydock.scenarios.tools.docker.swarm;

import org.jspecify.annotations.NullMarked;
