/// The verbs of `docker network`, and the options that put a container on networks.
@NullMarked
package dev.drydock.scenarios.tools.docker.network;

import org.jspecify.annotations.NullMarked;
