package dev.drydock.scenarios.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of one step.
///
/// @param number from 1, in the order of the file
/// @param command what was typed; for a fault, what it was to do
/// @param startNanos virtual time at its beginning
/// @param endNanos virtual time at its end
/// @param exit its exit status; null when it was not run
/// @param output what it wrote
/// @param checks how many things were expected of it
/// @param status how it came out
/// @param problems what was expected and is not so, or why it was not run
public record StepReport(
    int number,
    String command,
    long startNanos,
    long endNanos,
    @Nullable Integer exit,
    StepOutput output,
    int checks,
    Status status,
    List<String> problems) {
  /// Copies the list.
  public StepReport {
    problems = List.copyOf(problems);
  }
}
