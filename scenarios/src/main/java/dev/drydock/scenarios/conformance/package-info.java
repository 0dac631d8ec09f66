/// What "alike" means: a replayed session held against the recording of the real thing, as
/// `docs/conformance.md` says.
///
/// Read [dev.drydock.scenarios.conformance.RecordingCheck] first, the door to all parts:
/// [dev.drydock.scenarios.conformance.SessionCheck] for outputs,
/// [dev.drydock.scenarios.conformance.CounterCheck], [dev.drydock.scenarios.conformance.StateCheck]
/// for rules and states, [dev.drydock.scenarios.conformance.CaptureCheck] for frames. What is
/// random in texts takes [dev.drydock.scenarios.conformance.Names] out.
@NullMarked
package dev.drydock.scenarios.conformance;

import org.jspecify.annotations.NullMarked;
