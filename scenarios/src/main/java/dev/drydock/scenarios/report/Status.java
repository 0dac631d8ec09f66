package dev.drydock.scenarios.report;

/// How a step or an expectation came out.
public enum Status {
  /// As expected, or nothing was expected of it.
  PASSED,
  /// Not as expected.
  FAILED,
  /// Not done or not checked; the reason says why.
  SKIPPED;

  /// The word in `report.json`.
  public String word() {
    return switch (this) {
      case PASSED -> "passed";
      case FAILED -> "failed";
      case SKIPPED -> "skipped";
    };
  }
}
