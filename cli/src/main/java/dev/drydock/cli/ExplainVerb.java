package dev.drydock.cli;

import dev.drydock.scenarios.explain.Explanation;
import dev.drydock.scenarios.explain.Remedies;
import dev.drydock.scenarios.plan.ExpectationPlan;
import dev.drydock.scenarios.plan.FlowQuestion;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.run.RunException;
import dev.drydock.scenarios.text.Diagnostic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `drydock explain`: one flow, hop by hop.
final class ExplainVerb implements Verb {
  private static final String SIZE = "--size";

  /// What one UDP datagram or echo request carries at most.
  private static final int SIZE_MAX = 65_507;

  @Override
  public String name() {
    return "explain";
  }

  @Override
  public String summary() {
    return "send one flow and show its way: every interface, rule and loss";
  }

  @Override
  public void declare(Syntax syntax) {
    PlanChanges.declare(syntax);
    syntax.add(Option.flag("the verdict only", "-q", "--quiet"));
    syntax.add(
        Option.value("BYTES", "send that many bytes, for losses of large packets only", SIZE));
    StepsFirst.declare(syntax);
    ScenarioFiles.declareOptions(syntax);
    syntax.addWords("SRC DST", "who asks, and whom: one web:80/tcp");
  }

  @Override
  public List<String> examples() {
    return List.of(
        "",
        "SRC and DST name a service or container, machine:NAME or an address; DST may end in",
        ":PORT or :PORT/udp, else it is pinged. The status is 1 when DST does not answer, and 2",
        "when this version cannot send such a flow. name:web is looked up by who asks, where web",
        "alone is asked by the address that it has. What steps of the file make is there with",
        "--after. For a flow that is lost, commands and published ports that might help are",
        "tried, each in a network built anew; the first that does is told as the fix.",
        "",
        "Examples:",
        "  drydock explain one web:80",
        "  drydock explain one name:web:80",
        "  drydock explain --size 4000 one web:80",
        "  drydock explain -f compose.yaml machine:pc 192.168.0.10:8080/tcp",
        "  drydock explain -f compose.yaml --after 3 one 8.8.8.8");
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws UserError {
    PlanChanges changes = new PlanChanges(arguments);
    StepsFirst steps = new StepsFirst(arguments);
    List<String> ends = arguments.words();
    if (ends.size() != 2) {
      throw new UserError("explain takes two ends: drydock explain [-f FILE] SRC DST[:PORT]");
    }
    ScenarioFiles files = new ScenarioFiles(arguments, streams, List.of());
    Scenarios scenarios = Scenarios.read(files.requests(), streams);
    if (scenarios.errors() > 0) {
      return ExitStatus.USAGE;
    }
    Plan plan = steps.apply(changes.apply(scenarios.plans().getFirst()));
    FlowQuestion question = FlowQuestion.of(plan, ends.get(0), ends.get(1));
    for (Diagnostic diagnostic : question.diagnostics()) {
      String hint = diagnostic.hint().isEmpty() ? "" : "; " + diagnostic.hint();
      streams.err().println("drydock: " + Words.visible(diagnostic.message() + hint));
    }
    ExpectationPlan asked = question.flow();
    if (asked == null) {
      return ExitStatus.USAGE;
    }
    ExpectationPlan flow = asked.withBytes(size(arguments.value(SIZE)));
    try (LiveLab lab = new LiveLab(plan)) {
      steps.start(lab, streams);
      Explanation.Result result = Explanation.of(lab, flow);
      boolean quiet = arguments.has("--quiet");
      int status = show(result, quiet, streams);
      if (!quiet && status == ExitStatus.FAILED) {
        var failed = new Remedies.Failed(plan, lab, flow, result);
        tell(Remedies.find(failed, changed -> again(changed, steps)), streams);
      }
      return status;
    } catch (RunException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private static int size(@Nullable String text) throws UserError {
    if (text == null) {
      return 0;
    }
    int bytes = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    if (bytes == 0 || bytes > SIZE_MAX) {
      throw new UserError(SIZE + ": \"" + text + "\" is no number from 1 to " + SIZE_MAX);
    }
    return bytes;
  }

  private static LiveLab again(Plan plan, StepsFirst steps) throws RunException {
    LiveLab lab = new LiveLab(plan);
    try {
      lab.start();
      steps.play(lab);
      return lab;
    } catch (RunException | RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  private static void tell(Remedies.Found found, Streams streams) {
    if (!found.cure().isEmpty()) {
      streams.out().println(Words.visible("fix: " + found.cure()));
      streams.out().println(Words.visible("     tried: " + found.verdict()));
    } else if (!found.triedInVain().isEmpty()) {
      String tried = String.join("; ", found.triedInVain());
      streams.out().println(Words.visible("no fix found; tried in vain: " + tried));
    }
  }

  private static int show(Explanation.Result result, boolean quiet, Streams streams) {
    if (!quiet) {
      result.lines().forEach(line -> streams.out().println(Words.visible(line)));
    }
    streams.out().println(result.verdict());
    return switch (result.status()) {
      case PASSED -> ExitStatus.OK;
      case FAILED -> ExitStatus.FAILED;
      case SKIPPED -> ExitStatus.USAGE;
    };
  }
}
