/// How a run is watched without changing it: taps on devices, names for every loss, counters.
@NullMarked
package dev.drydock.core.observe;

import org.jspecify.annotations.NullMarked;
