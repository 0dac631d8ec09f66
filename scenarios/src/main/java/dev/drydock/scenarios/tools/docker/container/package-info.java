/// The verbs of containers: what makes them, lists them, looks into them and ends them, and the
/// words of their options.
///
/// Read [RunVerb], then [ContainerVerbs].
@NullMarked
package dev.drydock.scenarios.tools.docker.container;

import org.jspecify.annotations.NullMarked;
