package dev.drydock.cli;

import dev.drydock.scenarios.report.ExpectationReport;
import dev.drydock.scenarios.report.Status;
import dev.drydock.scenarios.report.StepReport;
import dev.drydock.scenarios.run.RunObserver;
import java.io.PrintStream;
import java.util.List;

/// Shows a run while it happens: each command with its output, and whether it is as expected.
final class RunView implements RunObserver {
  private final Streams streams;
  private final ProgressLine progress;
  private final boolean asText;
  private final boolean quiet;
  private final Marks marks;
  private final List<List<String>> notes;

  /// @param notes what stands above each step of the file
  RunView(RunRequest request, ProgressLine progress, List<List<String>> notes) {
    this.streams = request.streams();
    this.progress = progress;
    this.asText = request.format().equals("text");
    this.quiet = request.isQuiet();
    this.marks = new Marks(streams);
    this.notes = notes;
  }

  @Override
  public void stepEnded(StepReport step) {
    if (!isShown(step.status())) {
      return;
    }
    progress.clear();
    PrintStream out = streams.out();
    notes.get(step.number() - 1).forEach(line -> out.println(Words.visible(line)));
    out.println(marks.command(Words.visible(step.command())));
    String text = step.output().merged();
    out.print(text);
    if (!text.isEmpty() && !text.endsWith("\n")) {
      out.println();
    }
    Integer exit = step.exit();
    if (exit != null && exit != 0) {
      out.println("[exit status " + exit + "]");
    }
    if (step.status() != Status.PASSED) {
      out.println(marks.of(step.status()) + " " + String.join("; ", step.problems()));
    } else if (step.checks() > 0) {
      out.println(marks.of(step.status()));
    }
    out.println();
    out.flush();
  }

  @Override
  public void expectationChecked(ExpectationReport expectation) {
    if (isShown(expectation.status())) {
      progress.clear();
      streams
          .out()
          .println(
              marks.of(expectation.status())
                  + " "
                  + expectation.claim()
                  + ": "
                  + expectation.reason());
    }
  }

  private boolean isShown(Status status) {
    return asText && (!quiet || status == Status.FAILED);
  }

  @Override
  public void warned(String warning) {
    progress.clear();
    streams.out().flush();
    streams.err().println("drydock: warning: " + warning);
  }
}
