/// Swarm mode: engines that form a cluster, and what the cluster decides for them. The managers'
/// common state is [dev.drydock.drivers.swarm.Swarm]; an engine's part in it is
/// [dev.drydock.drivers.swarm.SwarmNode], the door of this package.
@NullMarked
package dev.drydock.drivers.swarm;

import org.jspecify.annotations.NullMarked;
