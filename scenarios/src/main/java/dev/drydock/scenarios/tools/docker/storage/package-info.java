/// The verbs of images and volumes, of which the lab has names.
@NullMarked
package dev.drydock.scenarios.tools.docker.storage;

import org.jspecify.annotations.NullMarked;
