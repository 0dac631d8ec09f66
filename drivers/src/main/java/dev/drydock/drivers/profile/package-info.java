/// How versions of the Docker Engine differ: one [dev.drydock.drivers.profile.EngineProfile] is
/// chosen when an engine is made, and asked wherever a version matters.
@NullMarked
package dev.drydock.drivers.profile;

import org.jspecify.annotations.NullMarked;
