/// Recorded sessions of real machines, typed again on an emulated lab: the measure of faithfulness.
///
/// Read [dev.drydock.scenarios.transcript.Session] (what a recording says), then
/// [dev.drydock.scenarios.transcript.Transcript] (the door: replays it and writes what the
/// recording has), then [dev.drydock.scenarios.conformance.SessionCheck] (whether both are alike).
@NullMarked
package dev.drydock.scenarios.transcript;

import org.jspecify.annotations.NullMarked;
