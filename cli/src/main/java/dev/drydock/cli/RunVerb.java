package dev.drydock.cli;

import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.report.ReportJson;
import dev.drydock.scenarios.report.ReportXml;
import dev.drydock.scenarios.report.RunReport;
import dev.drydock.scenarios.run.Costs;
import dev.drydock.scenarios.run.Run;
import dev.drydock.scenarios.run.RunException;
import dev.drydock.scenarios.run.RunObserver;
import dev.drydock.scenarios.run.RunOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// `drydock run`: plays scenarios to their end.
final class RunVerb implements Verb {
  static final List<String> FORMATS = List.of("text", "json", "junit");
  private static final String DEFAULT_FOLDER = "captures";

  @Override
  public String name() {
    return "run";
  }

  @Override
  public String summary() {
    return "build the network, play the steps, check what is expected, capture";
  }

  @Override
  public void declare(Syntax syntax) {
    declareOptions(syntax);
    ScenarioFiles.declare(syntax);
  }

  /// Adds the options that say how to run.
  static void declareOptions(Syntax syntax) {
    syntax.add(
        Option.value("DIR", "where results go; otherwise captures/<scenario>", "-o", "--out"));
    PlanChanges.declare(syntax);
    syntax.add(Option.value("T", "end at this virtual time, such as 30s or 1m30s", "--until"));
    syntax.add(Option.choice(FORMATS, "how results are printed", "--format"));
    syntax.add(Option.flag("write no capture files", "--no-pcap"));
    syntax.add(Option.flag("write one capture file of each interface", "--split"));
    syntax.add(
        Option.value("SIZE", "end a capture file at this size, such as 100M", "--pcap-limit"));
    syntax.add(Option.flag("print only what failed", "-q", "--quiet"));
    syntax.add(
        Option.flag("print what the work on a frame costs a machine, and run nothing", "--costs"));
    syntax.add(Option.flag("leave out the steps marked as the fix", "--without-fix"));
  }

  @Override
  public List<String> examples() {
    return List.of(
        "",
        "Examples:",
        "  drydock run                                # the compose file of this folder",
        "  drydock run web.yaml --out /tmp/web        # results: web.pcapng and report.json",
        "  drydock run web.yaml --format junit -q > junit.xml");
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws UserError {
    return arguments.has("--costs")
        ? printCosts(streams)
        : run(new ScenarioFiles(arguments, streams).requests(), arguments, streams);
  }

  /// Plays these scenarios.
  static int run(List<ReadRequest> requests, Arguments arguments, Streams streams)
      throws UserError {
    RunRequest request = new RunRequest(arguments, streams);
    Scenarios scenarios = Scenarios.read(requests, streams);
    if (scenarios.errors() > 0) {
      return ExitStatus.USAGE;
    }
    List<Plan> plans = new ArrayList<>();
    for (Plan plan : scenarios.plans()) {
      plans.add(request.changed(plan));
    }
    List<Path> folders = folders(plans, arguments, streams);
    List<RunReport> reports = new ArrayList<>();
    int status = ExitStatus.OK;
    for (int i = 0; i < plans.size() && status != ExitStatus.INTERRUPTED; i++) {
      RunOptions options =
          new RunOptions(
              folders.get(i), request.capture(), request.untilNanos(), request.captureBytesMax());
      StepNotes notes = scenarios.notes().get(i);
      List<List<String>> above = plans.get(i).steps().stream().map(notes::above).toList();
      Played played = new Played(new Run(plans.get(i), options), above);
      status = Math.max(status, play(played, request, reports));
    }
    if (request.format().equals("junit")) {
      streams.out().print(ReportXml.of(reports));
    }
    return status;
  }

  private static int printCosts(Streams streams) {
    Costs.nanos()
        .forEach((work, nanos) -> {
          String number = nanos.toString();
          streams.out().println(" ".repeat(6 - number.length()) + number + " ns  " + work);
        });
    return ExitStatus.OK;
  }

  /// Each scenario's results go to a folder of their own.
  private static List<Path> folders(List<Plan> plans, Arguments arguments, Streams streams)
      throws UserError {
    String out = arguments.value("--out");
    Path given = streams.folder().resolve(ScenarioFiles.path(out == null ? DEFAULT_FOLDER : out));
    Set<Path> folders = new LinkedHashSet<>();
    for (Plan plan : plans) {
      boolean own = out == null || plans.size() > 1;
      if (!folders.add(own ? given.resolve(plan.name()) : given)) {
        throw new UserError(
            "two of the scenarios are called \"" + plan.name() + "\"; run them one by one");
      }
    }
    return List.copyOf(folders);
  }

  /// A run, and what stands above each of its steps.
  private record Played(Run run, List<List<String>> notes) {}

  private static int play(Played played, RunRequest request, List<RunReport> reports)
      throws UserError {
    Run run = played.run();
    Streams streams = request.streams();
    boolean asText = request.format().equals("text");
    try (Interruption interruption = new Interruption();
        ProgressLine progress = new ProgressLine(run, streams)) {
      interruption.guard(run);
      RunObserver view = new RunView(request, progress, played.notes());
      RunReport report = run.play(view);
      progress.clear();
      reports.add(report);
      if (request.format().equals("json")) {
        streams.out().print(ReportJson.of(report));
      }
      if (asText && !request.isQuiet()) {
        new RunSummary(report, run.folder(), streams).print();
      }
      streams.out().flush();
      if (!report.header().complete()) {
        streams.err().println("drydock: interrupted; what was captured is in " + run.folder());
        return ExitStatus.INTERRUPTED;
      }
      return report.passed() ? ExitStatus.OK : ExitStatus.FAILED;
    } catch (RunException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }
}
