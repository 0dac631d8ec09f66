/// A run: a plan built and started, its steps played, its expectations checked, and what every
/// interface saw written down.
///
/// [dev.drydock.scenarios.run.Run] is the door. Read it, then [dev.drydock.scenarios.run.Recording]
/// (what is seen) and [dev.drydock.scenarios.run.ReachProbe] (how expectations are checked). What
/// comes out is in [dev.drydock.scenarios.report].
@NullMarked
package dev.drydock.scenarios.run;

import org.jspecify.annotations.NullMarked;
