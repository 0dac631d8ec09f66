package dev.drydock.scenarios.report;

/// What a command wrote.
///
/// @param stdout its standard output
/// @param stderr its standard error
/// @param merged both, as a terminal shows them
public record StepOutput(String stdout, String stderr, String merged) {
  /// Nothing.
  public static final StepOutput NONE = new StepOutput("", "", "");
}
