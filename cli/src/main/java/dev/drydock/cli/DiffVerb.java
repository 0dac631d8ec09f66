package dev.drydock.cli;

import dev.drydock.scenarios.explain.Snapshot;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.run.RunException;
import java.util.ArrayList;
import java.util.List;

/// `drydock diff`: what changes between two files or two engine versions.
final class DiffVerb implements Verb {
  private static final String FILE = "--file";
  private static final String ENGINE = "--engine";

  @Override
  public String name() {
    return "diff";
  }

  @Override
  public String summary() {
    return "build two files, or one with two engines, and show what differs";
  }

  @Override
  public void declare(Syntax syntax) {
    syntax.add(Option.repeated("FILE", "a compose file; two are compared", "-f", FILE));
    syntax.add(Option.repeated("V", "an engine version; two are compared", ENGINE));
    StepsFirst.declare(syntax);
  }

  @Override
  public List<String> examples() {
    return List.of(
        "",
        "Compared are who reaches whom, the addresses of containers, and the rules of every Docker",
        "host. The status is 1 when something differs. One engine version holds for both files,",
        "without any each has its own.",
        "",
        "Examples:",
        "  drydock diff --engine 27 --engine 28.0",
        "  drydock diff -f compose.yaml --engine 20.10 --engine 29",
        "  drydock diff -f before.yaml -f after.yaml --after all");
  }

  /// One side.
  ///
  /// @param title the file, or the engine where there is one file
  private record Side(String title, Plan plan) {}

  @Override
  public int run(Arguments arguments, Streams streams) throws UserError {
    StepsFirst steps = new StepsFirst(arguments);
    List<Side> sides = sides(arguments, streams);
    if (sides.isEmpty()) {
      return ExitStatus.USAGE;
    }
    Snapshot before = snapshot(sides.getFirst(), steps, streams);
    Snapshot after = snapshot(sides.getLast(), steps, streams);
    List<Snapshot.Change> changes = before.changesTo(after);
    if (changes.isEmpty()) {
      streams.out().println("no difference");
      return ExitStatus.OK;
    }
    streams.out().println(Words.visible("--- " + sides.getFirst().title()));
    streams.out().println(Words.visible("+++ " + sides.getLast().title()));
    for (Snapshot.Change change : changes) {
      streams.out().println();
      streams.out().println(Words.visible(change.title()));
      change.lines().forEach(line -> streams.out().println(Words.visible("  " + line)));
    }
    return ExitStatus.FAILED;
  }

  /// @return none when a file has errors, which were told
  private static List<Side> sides(Arguments arguments, Streams streams) throws UserError {
    List<String> engines = arguments.values(ENGINE);
    List<String> files = arguments.values(FILE);
    if (files.size() > 2 || engines.size() > 2 || Math.max(files.size(), engines.size()) < 2) {
      throw new UserError("diff takes two files (-f) or two engine versions (--engine)");
    }
    for (String engine : engines) {
      PlanChanges.checkEngine(engine);
    }
    List<ReadRequest> requests = new ArrayList<>();
    for (String file : files) {
      requests.add(new ScenarioFiles(arguments, streams, List.of()).ofOne(file));
    }
    if (requests.isEmpty()) {
      requests.addAll(new ScenarioFiles(arguments, streams, List.of()).requests());
    }
    Scenarios scenarios = Scenarios.read(requests, streams);
    List<Side> sides = new ArrayList<>();
    for (int i = 0; i < 2 && scenarios.errors() == 0; i++) {
      int at = Math.min(i, scenarios.plans().size() - 1);
      Plan plan = scenarios.plans().get(at);
      if (!engines.isEmpty()) {
        plan = plan.withEngine(engines.get(Math.min(i, engines.size() - 1)));
      }
      sides.add(new Side(scenarios.files().get(at) + ", Docker " + plan.engine(), plan));
    }
    return sides;
  }

  private static Snapshot snapshot(Side side, StepsFirst steps, Streams streams) throws UserError {
    Plan plan = steps.apply(side.plan());
    try (LiveLab lab = new LiveLab(plan)) {
      steps.start(lab, streams);
      return Snapshot.of(lab, plan);
    } catch (RunException e) {
      throw new UserError(side.title() + ": " + e.getMessage());
    }
  }
}
