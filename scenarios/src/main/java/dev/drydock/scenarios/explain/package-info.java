/// Answers to "why does this not arrive": one flow sent through a running lab, and what happened to
/// it on its way; and which command would help.
///
/// [dev.drydock.scenarios.explain.Explanation] and [dev.drydock.scenarios.explain.Remedies] are the
/// doors. The lab that runs, and the packets of the flow, are of [dev.drydock.scenarios.run].
@NullMarked
package dev.drydock.scenarios.explain;

import org.jspecify.annotations.NullMarked;
