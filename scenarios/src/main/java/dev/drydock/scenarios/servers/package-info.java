/// The servers of a lab: those that machines and images declare, started and stopped with their
/// machine or container, and those that commands start. What they do is in `dev.drydock.core.app`.
@NullMarked
package dev.drydock.scenarios.servers;

import org.jspecify.annotations.NullMarked;
