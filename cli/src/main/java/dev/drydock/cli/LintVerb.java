package dev.drydock.cli;

import dev.drydock.scenarios.lint.Finding;
import dev.drydock.scenarios.lint.Lint;
import dev.drydock.scenarios.lint.Trap;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.report.LintJson;
import dev.drydock.scenarios.text.Spelling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// `drydock lint`: known traps.
final class LintVerb implements Verb {
  private static final List<String> FORMATS = List.of("text", "json");
  private static final String FORMAT = "--format";
  private static final String IGNORE = "--ignore";
  private static final String TRAPS = "--traps";

  @Override
  public String name() {
    return "lint";
  }

  @Override
  public String summary() {
    return "look for known traps in scenario files, without running them";
  }

  @Override
  public void declare(Syntax syntax) {
    syntax.add(Option.choice(FORMATS, "how results are printed", FORMAT));
    syntax.add(Option.repeated("TRAP", "leave this trap out; may repeat", IGNORE));
    syntax.add(Option.flag("list the traps that are known", TRAPS));
    PlanChanges.declareEngine(syntax);
    ScenarioFiles.declare(syntax);
  }

  @Override
  public List<String> examples() {
    return List.of(
        "",
        "The status is 1 when a trap is found. Each has a name, in brackets, and nearly each a lab",
        "that shows it happen: \"drydock lab show NAME\".",
        "",
        "Examples:",
        "  drydock lint",
        "  drydock lint --ignore gateway-ambiguity compose.yaml",
        "  drydock lint --format json -f compose.yaml -f production.yaml",
        "  drydock lint --traps");
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws UserError {
    if (arguments.has(TRAPS)) {
      for (Trap trap : Trap.values()) {
        streams.out().println("%-22s%s".formatted(trap.id(), trap.summary()));
      }
      return ExitStatus.OK;
    }
    boolean asJson = Formats.of(arguments.value(FORMAT), FORMATS).equals("json");
    Set<String> ignored = ignored(arguments.values(IGNORE));
    PlanChanges changes = new PlanChanges(arguments);
    Scenarios scenarios = Scenarios.read(new ScenarioFiles(arguments, streams).requests(), streams);
    if (scenarios.errors() > 0) {
      return ExitStatus.USAGE;
    }
    int count = 0;
    for (int i = 0; i < scenarios.plans().size(); i++) {
      Plan plan = changes.apply(scenarios.plans().get(i));
      List<Finding> findings =
          Lint.of(scenarios.written().get(i), plan).stream()
              .filter(finding -> !ignored.contains(finding.trap().id()))
              .toList();
      count += findings.size();
      if (asJson) {
        streams.out().print(LintJson.of(plan.name(), findings));
      } else {
        show(scenarios.files().get(i), findings, streams);
      }
    }
    return count == 0 ? ExitStatus.OK : ExitStatus.FAILED;
  }

  private static Set<String> ignored(List<String> names) throws UserError {
    List<String> known = Arrays.stream(Trap.values()).map(Trap::id).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        String hint = Spelling.hint(name, known);
        throw new UserError(
            "%s: no trap is called \"%s\"; %s"
                .formatted(
                    IGNORE, name, hint.isEmpty() ? "\"drydock lint --traps\" lists them" : hint));
      }
    }
    return new HashSet<>(names);
  }

  private static void show(String file, List<Finding> findings, Streams streams) {
    List<String> lines = new ArrayList<>();
    for (Finding finding : findings) {
      Trap trap = finding.trap();
      lines.add("%s: [%s] %s".formatted(finding.place(), trap.id(), finding.message()));
      lines.add("  " + finding.hint());
      if (!trap.lab().isEmpty()) {
        lines.add("  see: drydock lab show " + trap.lab());
      }
    }
    lines.add(file + ": " + (findings.isEmpty() ? "no" : "") + traps(findings.size()));
    lines.forEach(line -> streams.out().println(Words.visible(line)));
  }

  private static String traps(int count) {
    return count == 0 ? " known traps" : Words.count(count, "trap");
  }
}
