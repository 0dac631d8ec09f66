package dev.drydock.scenarios.run;

import dev.drydock.scenarios.report.StepOutput;
import dev.drydock.scenarios.tools.Output;

/// Keeps what a command writes.
final class StepCollector implements Output {
  private final StringBuilder stdout = new StringBuilder();
  private final StringBuilder stderr = new StringBuilder();
  private final StringBuilder merged = new StringBuilder();

  @Override
  public void write(String text, boolean error) {
    (error ? stderr : stdout).append(text);
    merged.append(text);
  }

  StepOutput output() {
    return new StepOutput(stdout.toString(), stderr.toString(), merged.toString());
  }
}
