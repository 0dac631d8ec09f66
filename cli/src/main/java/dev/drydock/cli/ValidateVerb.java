package dev.drydock.cli;

import dev.drydock.scenarios.plan.Plan;

/// `drydock validate`: reads scenarios and says what is wrong with them.
final class ValidateVerb implements Verb {
  @Override
  public String name() {
    return "validate";
  }

  @Override
  public String summary() {
    return "check the syntax and the references of scenario files";
  }

  @Override
  public void declare(Syntax syntax) {
    syntax.add(Option.flag("say nothing about good files", "-q", "--quiet"));
    ScenarioFiles.declare(syntax);
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws UserError {
    Scenarios scenarios = Scenarios.read(new ScenarioFiles(arguments, streams).requests(), streams);
    if (scenarios.errors() > 0) {
      streams
          .err()
          .println(
              Words.count(scenarios.errors(), "error")
                  + (scenarios.warnings() == 0
                      ? ""
                      : ", " + Words.count(scenarios.warnings(), "warning")));
      return ExitStatus.USAGE;
    }
    if (!arguments.has("--quiet")) {
      for (int i = 0; i < scenarios.plans().size(); i++) {
        streams.out().println(scenarios.files().get(i) + ": " + sum(scenarios.plans().get(i)));
      }
    }
    return ExitStatus.OK;
  }

  private static String sum(Plan plan) {
    return "good: "
        + String.join(
            ", ",
            Words.count(plan.containers().size(), "container"),
            Words.count(plan.networks().size(), "network"),
            Words.count(plan.machines().size(), "machine"),
            Words.count(plan.steps().size(), "step"),
            Words.count(plan.expectations().size(), "expectation"));
  }
}
