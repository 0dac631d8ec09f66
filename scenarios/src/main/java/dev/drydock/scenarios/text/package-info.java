/// Scenario text: sources, places in them, the YAML tree with a place for every key and value, the
/// small values written in it (addresses, durations, rates) and what is wrong with them.
@NullMarked
package dev.drydock.scenarios.text;

import org.jspecify.annotations.NullMarked;
