/// The command line of Docker itself: how a call of a verb is read, its options, filters and times,
/// and what is said of one that is wrong.
///
/// Read [DockerCall], then [Flags] and [Failure].
@NullMarked
package dev.drydock.scenarios.tools.docker.client;

import org.jspecify.annotations.NullMarked;
