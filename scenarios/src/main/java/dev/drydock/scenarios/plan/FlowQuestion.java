package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.model.Claim;
import dev.drydock.scenarios.text.Diagnostic;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A flow that somebody asks about, outside of any file: `one`, `web:80/tcp`.
///
/// @param flow who asks whom; null when the question makes no sense
/// @param diagnostics what is wrong with it
public record FlowQuestion(@Nullable ExpectationPlan flow, List<Diagnostic> diagnostics) {
  /// Copies the list.
  public FlowQuestion {
    diagnostics = List.copyOf(diagnostics);
  }

  /// Finds out what the words name in a plan.
  ///
  /// @param from a service, container, `machine:NAME` or address
  /// @param to the same, or a host name, with `:PORT[/PROTOCOL]` if any
  public static FlowQuestion of(Plan plan, String from, String to) {
    Diagnostics diagnostics = new Diagnostics();
    ClaimPlanner planner =
        new ClaimPlanner(plan.machines(), plan.containers(), plan.steps(), diagnostics);
    Claim claim =
        new Claim(
            true,
            new Located<>(from, Place.startOf("SRC")),
            new Located<>(to, Place.startOf("DST")),
            null,
            null);
    List<ExpectationPlan> plans = planner.plan(List.of(claim));
    return new FlowQuestion(
        diagnostics.hasErrors() ? null : plans.getFirst(), diagnostics.sorted());
  }
}
