package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.plan.ScenarioReader;
import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.run.RunException;

/// A lab of a compose file that stands in a test.
final class StartedLab {
  private StartedLab() {}

  static LiveLab of(String file) {
    var plan = ScenarioReader.read(ReadRequest.ofText(file)).plan();
    if (plan == null) {
      throw new AssertionError("the plan has errors");
    }
    var lab = new LiveLab(plan);
    try {
      lab.start();
    } catch (RunException e) {
      throw new AssertionError(e);
    }
    return lab;
  }
}
