package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.plan.ReadResult;
import dev.drydock.scenarios.plan.ScenarioReader;
import dev.drydock.scenarios.report.RunReport;
import dev.drydock.scenarios.run.RunOptions.CaptureKind;
import java.nio.file.Path;

/// Scenarios played by tests.
final class Played {
  private Played() {}

  /// The plan of a scenario's text.
  static Plan plan(String text) {
    ReadResult result = ScenarioReader.read(ReadRequest.ofText(text));
    Plan plan = result.plan();
    assertNotNull(plan, () -> result.diagnostics().toString());
    return plan;
  }

  /// A scenario of the default surroundings and no container.
  static Plan home(String block) {
    return plan("name: home\nservices: {}\nx-drydock:\n" + block.indent(2));
  }

  /// The report of a run into a folder.
  static RunReport run(Plan plan, Path folder) throws RunException {
    return run(plan, new RunOptions(folder, CaptureKind.ONE_FILE, 0));
  }

  static RunReport run(Plan plan, RunOptions options) throws RunException {
    RunReport report = new Run(plan, options).play(RunObserver.NONE);
    assertEquals(plan.name(), report.header().scenario());
    return report;
  }
}
