package dev.drydock.scenarios.run;

import dev.drydock.scenarios.graph.Topology;
import dev.drydock.scenarios.report.ExpectationReport;
import dev.drydock.scenarios.report.StepReport;
import java.util.function.Supplier;

/// Follows a run while it happens.
public interface RunObserver {
  /// Follows nothing.
  RunObserver NONE = new RunObserver() {};

  /// The network is built and started; the first step is about to begin.
  default void started() {}

  /// A step is over.
  default void stepEnded(StepReport step) {}

  /// An expectation was checked.
  default void expectationChecked(ExpectationReport expectation) {}

  /// The last step and expectation are over, or the run was stopped.
  ///
  /// @param network tells what the network is now
  default void ended(Supplier<Topology> network) {}

  /// Something is not as it should be, but does not stop the run.
  default void warned(String warning) {}
}
