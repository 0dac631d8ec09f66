package dev.drydock.scenarios.run;

import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.tools.firewall.CountedRules;
import dev.drydock.scenarios.transcript.RuleCounters;
import java.util.List;

/// Watches the rules of all machines during each step of a transcript.
final class StepCounters implements RuleCounters {
  private final CountedRules rules;

  StepCounters(Lab lab) {
    this.rules = new CountedRules(lab);
  }

  @Override
  public void open() {
    rules.open();
  }

  @Override
  public List<String> close() {
    return rules.close();
  }
}
