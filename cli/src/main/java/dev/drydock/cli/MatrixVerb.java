package dev.drydock.cli;

import dev.drydock.scenarios.explain.Matrix;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.report.MatrixJson;
import dev.drydock.scenarios.report.MatrixReport;
import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.run.RunException;
import dev.drydock.scenarios.text.Spelling;
import java.util.List;
import java.util.function.Predicate;

/// `drydock matrix`: who reaches whom.
final class MatrixVerb implements Verb {
  private static final List<String> FORMATS = List.of("text", "json");
  private static final String FORMAT = "--format";
  private static final String FROM = "--from";
  private static final String TO = "--to";

  @Override
  public String name() {
    return "matrix";
  }

  @Override
  public String summary() {
    return "ask everybody for everything, and show who reaches whom";
  }

  @Override
  public void declare(Syntax syntax) {
    syntax.add(Option.choice(FORMATS, "how results are printed", FORMAT));
    syntax.add(Option.repeated("NAME", "only what this one asks; may repeat", FROM));
    syntax.add(Option.repeated("NAME", "only what this one is asked; may repeat", TO));
    PlanChanges.declare(syntax);
    StepsFirst.declare(syntax);
    ScenarioFiles.declare(syntax);
  }

  @Override
  public List<String> examples() {
    return List.of(
        "",
        "Rows are the running containers and the machines, columns what they are asked for: ports",
        "on which something listens in a container, ports that containers publish on a machine,",
        "what a machine serves; what has no such port is pinged. A letter stands for what stopped",
        "a flow, told below; \"drydock explain\" shows the way of one, and looks for a fix.",
        "NAME is a service, container or machine, for --to also a column.",
        "",
        "Examples:",
        "  drydock matrix compose.yaml",
        "  drydock matrix --from pc --from internet compose.yaml",
        "  drydock matrix --to db:5432/tcp --engine 27 -f compose.yaml -f test.yaml");
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws UserError {
    PlanChanges changes = new PlanChanges(arguments);
    StepsFirst steps = new StepsFirst(arguments);
    boolean asJson = Formats.of(arguments.value(FORMAT), FORMATS).equals("json");
    Scenarios scenarios = Scenarios.read(new ScenarioFiles(arguments, streams).requests(), streams);
    if (scenarios.errors() > 0) {
      return ExitStatus.USAGE;
    }
    for (Plan each : scenarios.plans()) {
      Plan plan = steps.apply(changes.apply(each));
      MatrixReport matrix = matrix(plan, steps, arguments, streams);
      streams.out().print(asJson ? MatrixJson.of(matrix) : MatrixTable.of(matrix));
    }
    return ExitStatus.OK;
  }

  private static MatrixReport matrix(
      Plan plan, StepsFirst steps, Arguments arguments, Streams streams) throws UserError {
    try (LiveLab lab = new LiveLab(plan)) {
      steps.start(lab, streams);
      Matrix whole = Matrix.of(lab);
      List<String> from = arguments.values(FROM);
      List<String> to = arguments.values(TO);
      check(FROM, from, whole::isSender, whole.names().senders());
      check(TO, to, whole::isTarget, whole.names().targets());
      return whole.between(from, to).ask(lab, plan);
    } catch (RunException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private static void check(
      String option, List<String> names, Predicate<String> isKnown, List<String> known)
      throws UserError {
    for (String name : names) {
      if (!isKnown.test(name)) {
        String hint = Spelling.hint(name, known);
        String there = known.size() > 12 ? "" : "; there are " + String.join(", ", known);
        throw new UserError(
            option
                + ": nobody is called \""
                + name
                + "\""
                + (hint.isEmpty() ? there : "; " + hint));
      }
    }
  }
}
