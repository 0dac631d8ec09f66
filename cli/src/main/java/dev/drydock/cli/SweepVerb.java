package dev.drydock.cli;

import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.plan.ReadResult;
import dev.drydock.scenarios.plan.ScenarioReader;
import dev.drydock.scenarios.report.SweepCsv;
import dev.drydock.scenarios.report.SweepJson;
import dev.drydock.scenarios.report.SweepReport;
import dev.drydock.scenarios.text.Diagnostic;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// `drydock sweep`: the same scenario many times, each time a little different.
final class SweepVerb implements Verb {
  @Override
  public String name() {
    return "sweep";
  }

  @Override
  public String summary() {
    return "run scenarios with many seeds, engines and values, and compare";
  }

  @Override
  public void declare(Syntax syntax) {
    SweepRequest.declare(syntax);
    ScenarioFiles.declare(syntax);
  }

  @Override
  public List<String> examples() {
    return List.of(
        "",
        "KEY is one of the block x-drydock (links.lan.loss) or of the compose file",
        "(services.web.mac_address); names with dots stand in double quotes, items of lists are",
        "counted from 0. Each combination runs once, without captures; its time is virtual. The",
        "status is 1 when something failed in any of them.",
        "",
        "Examples:",
        "  drydock sweep --seeds 1..20 compose.yaml",
        "  drydock sweep --engine 20.10 --engine 27 --engine 29 --format csv compose.yaml",
        "  drydock sweep --set links.lan.loss=0%,1%,5% --figure 'rtt== [^/]*/([^/]*)' ping.yaml");
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws UserError {
    SweepRequest request = new SweepRequest(arguments);
    List<ReadRequest> files = new ScenarioFiles(arguments, streams).requests();
    List<SweepRun> runs = runs(files, request, streams);
    if (runs.isEmpty()) {
      return ExitStatus.USAGE;
    }
    Printer printer = new Printer(request.format(), runs, streams);
    new SweepRuns(Math.min(request.jobs(), runs.size())).play(runs.iterator(), printer::print);
    printer.end();
    return printer.failed == 0 ? ExitStatus.OK : ExitStatus.FAILED;
  }

  /// @return none when a file or a value is wrong, which was told
  private static List<SweepRun> runs(List<ReadRequest> files, SweepRequest request, Streams streams)
      throws UserError {
    byte[] input = input(files, streams);
    List<SweepRun> runs = new ArrayList<>();
    Set<String> told = new LinkedHashSet<>();
    boolean hasErrors = false;
    for (ReadRequest file : files) {
      for (SweepRequest.Setting setting : request.settings()) {
        ReadResult read = ScenarioReader.read(again(file, input), setting.changes());
        for (Diagnostic each : read.diagnostics()) {
          if (told.add(each.toString())) {
            streams.err().println(Words.visible(each.toString()));
          }
        }
        Plan plan = read.plan();
        hasErrors |= plan == null;
        if (plan != null) {
          add(plan, setting, request, runs);
        }
      }
    }
    return hasErrors ? List.of() : runs;
  }

  private static void add(
      Plan plan, SweepRequest.Setting setting, SweepRequest request, List<SweepRun> runs)
      throws UserError {
    for (String engine : request.engines().isEmpty() ? List.of(plan.engine()) : request.engines()) {
      for (Long seed : request.seeds().isEmpty() ? List.of(plan.seed()) : request.seeds()) {
        Plan changed = plan.withEngine(engine).withSeed(seed);
        runs.add(new SweepRun(changed, setting.values(), request.figures()));
      }
    }
    SweepRequest.check(runs.size());
  }

  /// Standard input is read once, and its text as often as it is needed.
  private static byte[] input(List<ReadRequest> files, Streams streams) throws UserError {
    boolean isRead =
        files.stream()
            .flatMap(each -> each.files().stream())
            .anyMatch(f -> f.toString().equals("-"));
    try {
      return isRead ? streams.in().readAllBytes() : new byte[0];
    } catch (IOException e) {
      throw new UserError("standard input cannot be read: " + e.getMessage());
    }
  }

  private static ReadRequest again(ReadRequest file, byte[] input) {
    return new ReadRequest(
        file.files(),
        file.workingFolder(),
        file.environment(),
        file.projectName(),
        file.profiles(),
        new ByteArrayInputStream(input),
        file.services());
  }

  /// Prints each report as it comes, so that an interrupted sweep leaves what it has done.
  private static final class Printer {
    private final String format;
    private final SweepCsv csv;
    private final Streams streams;
    private int printed;
    private int failed;

    Printer(String format, List<SweepRun> runs, Streams streams) {
      this.format = format;
      this.csv =
          new SweepCsv(runs.stream().mapToInt(each -> each.plan().steps().size()).max().orElse(0));
      this.streams = streams;
    }

    /// @return whether somebody still reads
    boolean print(SweepReport report) {
      if (format.equals("csv") && printed == 0) {
        streams.out().print(csv.head(report));
      }
      streams
          .out()
          .print(
              switch (format) {
                case "csv" -> csv.row(report);
                case "json" -> SweepJson.of(report);
                default -> SweepText.of(report);
              });
      printed++;
      failed += report.passed() ? 0 : 1;
      return !streams.isClosed();
    }

    void end() {
      if (format.equals("text")) {
        String failures = failed == 0 ? "none failed" : failed + " failed";
        streams.out().println(Words.count(printed, "run") + ", " + failures);
      }
    }
  }
}
