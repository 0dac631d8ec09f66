/// The Docker Engines of a lab: how a plan's words become theirs, and how commands find containers.
///
/// [dev.drydock.scenarios.engines.LabEngines] is the door.
@NullMarked
package dev.drydock.scenarios.engines;

import org.jspecify.annotations.NullMarked;
