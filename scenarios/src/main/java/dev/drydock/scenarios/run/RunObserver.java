package dev.drydock.scenarios.run;

import dev.drydock.scenarios.report.ExpectationReport;
import dev.drydock.scenarios.report.StepReport;

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

  /// Something is not as it should be, but does not stop the run.
  default void warned(String warning) {}
}
