package dev.drydock.scenarios.report;

import java.util.List;

/// What came of a run. The same file and the same seed give an equal report: nothing in it depends
/// on the machine that ran it or on the time of day.
///
/// @param header which run it was
/// @param steps in the order of the file
/// @param expectations in the order of the file
/// @param captures names of the capture files, relative to the folder of results
/// @param interfaces what each interface saw, in the order of their first frames
/// @param drops frames that were lost, by place and reason
/// @param warnings what is not as it should be, but did not stop the run
public record RunReport(
    Header header,
    List<StepReport> steps,
    List<ExpectationReport> expectations,
    List<String> captures,
    List<InterfaceReport> interfaces,
    List<DropReport> drops,
    List<String> warnings) {

  /// Which run it was.
  ///
  /// @param scenario the project's name
  /// @param engine the engine's version
  /// @param seed the seed
  /// @param endNanos virtual time at the end
  /// @param complete false when the run was stopped early
  public record Header(
      String scenario, String engine, long seed, long endNanos, boolean complete) {}

  /// Copies the lists.
  public RunReport {
    steps = List.copyOf(steps);
    expectations = List.copyOf(expectations);
    captures = List.copyOf(captures);
    interfaces = List.copyOf(interfaces);
    drops = List.copyOf(drops);
    warnings = List.copyOf(warnings);
  }

  /// Whether nothing failed.
  public boolean passed() {
    return count(Status.FAILED) == 0;
  }

  /// How many steps and expectations came out like this.
  public int count(Status status) {
    int count = 0;
    for (StepReport step : steps) {
      count += step.status() == status ? 1 : 0;
    }
    for (ExpectationReport expectation : expectations) {
      count += expectation.status() == status ? 1 : 0;
    }
    return count;
  }

  /// How many frames were seen, summed over all interfaces.
  public long frames() {
    long frames = 0;
    for (InterfaceReport each : interfaces) {
      frames += each.frames();
    }
    return frames;
  }
}
