/// The commands of the emulated machines: one interpreter for steps, the interactive shell and
/// transcripts, and the tools it knows. What a tool does is in core or drivers; here are its
/// arguments, its output and its exit status.
///
/// Read [dev.drydock.scenarios.tools.Place] (where a command runs), then
/// [dev.drydock.scenarios.tools.Tool] and [dev.drydock.scenarios.tools.Invocation] (what a tool is
/// given), then one tool.
@NullMarked
package dev.drydock.scenarios.tools;

import org.jspecify.annotations.NullMarked;
