/// Scenario text: sources, places in them, the YAML tree with a place for every key and value, the
/// small values written in it (addresses, durations, rates) and what is wrong with them; and JSON
/// as text.
///
/// Reading order: [dev.drydock.scenarios.text.Place], [dev.drydock.scenarios.text.Diagnostics],
/// [dev.drydock.scenarios.text.Node], [dev.drydock.scenarios.text.YamlReader],
/// [dev.drydock.scenarios.text.Fields].
@NullMarked
package dev.drydock.scenarios.text;

import org.jspecify.annotations.NullMarked;
