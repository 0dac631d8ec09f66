package dev.drydock.scenarios.run;

import dev.drydock.scenarios.report.ExpectationReport;
import java.util.List;

/// What became of a flow.
///
/// @param report in the words of reports
/// @param troubles what its sender met, in order
public record FlowOutcome(ExpectationReport report, List<FlowTrouble> troubles) {
  /// Copies the list.
  public FlowOutcome {
    troubles = List.copyOf(troubles);
  }
}
