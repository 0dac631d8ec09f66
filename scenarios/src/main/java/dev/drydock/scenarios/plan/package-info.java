/// The plan: what a scenario resolves to, every default applied and every reference checked. Plans
/// are values: they compare equal, print themselves and touch nothing that runs.
///
/// Reading order: [dev.drydock.scenarios.plan.Plan], then the records it holds.
@NullMarked
package dev.drydock.scenarios.plan;

import org.jspecify.annotations.NullMarked;
