/// The Docker Engine of one machine: [dev.drydock.drivers.engine.Engine] is the door, with the
/// daemon itself, its containers and its networks behind it.
@NullMarked
package dev.drydock.drivers.engine;

import org.jspecify.annotations.NullMarked;
