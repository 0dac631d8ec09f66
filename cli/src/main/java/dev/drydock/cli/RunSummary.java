package dev.drydock.cli;

import dev.drydock.scenarios.report.DropReport;
import dev.drydock.scenarios.report.RunReport;
import dev.drydock.scenarios.report.Status;
import dev.drydock.scenarios.run.Durations;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// The last lines of a run: how it came out, what was lost, where the results are.
final class RunSummary {
  /// More places of loss than this are only counted.
  private static final int LOSSES_MAX = 10;

  /// What every healthy network loses: frames that a bridge floods to the wrong ones.
  private static final Set<String> USUAL = Set.of("OTHERHOST", "UNHANDLED_PROTO");

  private final RunReport report;
  private final Path folder;
  private final PrintStream out;

  RunSummary(RunReport report, Path folder, Streams streams) {
    this.report = report;
    this.folder =
        folder.startsWith(streams.folder()) ? streams.folder().relativize(folder) : folder;
    this.out = streams.out();
  }

  void print() {
    RunReport.Header header = report.header();
    out.println(
        header.scenario()
            + ": "
            + verdict()
            + ", "
            + Durations.text(header.endNanos())
            + " of virtual time (engine "
            + header.engine()
            + ", seed "
            + header.seed()
            + ")");
    printLosses();
    long watched = report.interfaces().stream().filter(each -> each.frames() > 0).count();
    out.println(
        Words.count(report.frames(), "frame")
            + " seen at "
            + Words.count(watched, "interface")
            + where());
    out.println("report: " + folder.resolve("report.json"));
  }

  private String verdict() {
    int failed = report.count(Status.FAILED);
    int skipped = report.count(Status.SKIPPED);
    int steps = report.steps().size();
    int expectations = report.expectations().size();
    String done =
        Words.count(steps, "step")
            + (expectations == 0 ? "" : " and " + Words.count(expectations, "expectation"));
    return done
        + (failed == 0 ? ", none failed" : ", " + failed + " FAILED")
        + (skipped == 0 ? "" : ", " + skipped + " not checked");
  }

  private void printLosses() {
    List<DropReport> losses =
        report.drops().stream().filter(drop -> !USUAL.contains(drop.reason())).toList();
    for (DropReport drop : losses.subList(0, Math.min(LOSSES_MAX, losses.size()))) {
      out.println(
          Words.count(drop.frames(), "frame") + " lost at " + drop.where() + ": " + drop.text());
    }
    if (losses.size() > LOSSES_MAX) {
      out.println("and at " + (losses.size() - LOSSES_MAX) + " more places; see the report");
    }
  }

  private String where() {
    return switch (report.captures().size()) {
      case 0 -> "";
      case 1 -> ": " + folder.resolve(report.captures().getFirst());
      default -> ": " + report.captures().size() + " files in " + folder;
    };
  }
}
