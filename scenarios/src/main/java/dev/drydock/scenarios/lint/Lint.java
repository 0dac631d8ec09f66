package dev.drydock.scenarios.lint;

import dev.drydock.scenarios.compose.ComposeFile;
import dev.drydock.scenarios.plan.Plan;
import java.util.List;

/// Looks for known traps in a file; nothing is run.
public final class Lint {
  private Lint() {}

  /// What was found, by place.
  ///
  /// @param file as it was written
  /// @param plan what it comes to
  public static List<Finding> of(ComposeFile file, Plan plan) {
    Subject subject = new Subject(file, plan);
    PoolRules.check(subject);
    PortRules.check(subject);
    JoinRules.check(subject);
    return subject.findings();
  }
}
