package dev.drydock.cli;

import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.run.PlayedPage;
import dev.drydock.scenarios.run.Run;
import dev.drydock.scenarios.run.RunException;
import dev.drydock.scenarios.run.RunOptions;
import dev.drydock.scenarios.run.RunOptions.CaptureKind;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `drydock report`: a run as a page that plays it.
final class ReportVerb implements Verb {
  private static final int FRAMES = 5000;
  private static final String OUT = "--out";
  private static final String LIMIT = "--frames";
  private static final String WITHOUT_FIX = "--without-fix";

  @Override
  public String name() {
    return "report";
  }

  @Override
  public String summary() {
    return "run, and write a page that plays what happened, frame by frame";
  }

  @Override
  public void declare(Syntax syntax) {
    syntax.add(Option.value("FILE", "the page; otherwise <scenario>.html here", "-o", OUT));
    syntax.add(Option.value("N", "how many frames it holds, otherwise " + FRAMES, LIMIT));
    syntax.add(Option.flag("leave out the steps marked as the fix", WITHOUT_FIX));
    PlanChanges.declare(syntax);
    ScenarioFiles.declare(syntax);
  }

  @Override
  public List<String> examples() {
    return List.of(
        "",
        "The page needs nothing but a browser: the network is drawn, frames light up where they",
        "are, one after another, beside the steps and what they printed. Drawn is what is there",
        "at the end. Where there are more frames than the page holds, those before the first step",
        "are left out, then the last ones. The page of a run that is interrupted has what was.",
        "",
        "Examples:",
        "  drydock report compose.yaml",
        "  drydock report --without-fix -o broken.html compose.yaml");
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws UserError {
    PlanChanges changes = new PlanChanges(arguments);
    int frames = frames(arguments.value(LIMIT));
    String out = arguments.value(OUT);
    Scenarios scenarios = Scenarios.read(new ScenarioFiles(arguments, streams).requests(), streams);
    if (scenarios.errors() > 0) {
      return ExitStatus.USAGE;
    }
    if (out != null) {
      ResultFile.checkOne(scenarios.plans().size(), OUT);
    }
    boolean passed = true;
    for (Plan each : scenarios.plans()) {
      Plan changed = changes.apply(each);
      Plan plan = arguments.has(WITHOUT_FIX) ? changed.withoutFix() : changed;
      String name = out == null ? plan.name() + ".html" : out;
      passed &= write(plan, frames, name, streams);
    }
    return passed ? ExitStatus.OK : ExitStatus.FAILED;
  }

  private static int frames(@Nullable String text) throws UserError {
    if (text == null) {
      return FRAMES;
    }
    if (!text.matches("[1-9]\\d{0,6}")) {
      throw new UserError(LIMIT + ": \"" + text + "\" is no number from 1 to 9999999");
    }
    return Integer.parseInt(text);
  }

  /// @return whether nothing failed
  private static boolean write(Plan plan, int frames, String name, Streams streams)
      throws UserError {
    try (Interruption interruption = new Interruption();
        ScratchFolder scratch = ScratchFolder.make()) {
      Run run = new Run(plan, new RunOptions(scratch.path(), CaptureKind.ONE_FILE, 0));
      interruption.guard(run);
      PlayedPage played = PlayedPage.of(run, frames);
      for (String warning : played.report().warnings()) {
        streams.err().println("drydock: warning: " + Words.visible(warning));
      }
      ResultFile.write(played.page(), name, streams);
      boolean passed = played.report().passed();
      streams.out().println(plan.name() + ": " + name + (passed ? "" : " (something failed)"));
      return passed;
    } catch (RunException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UserError("no folder for the capture can be made: " + e.getMessage());
    }
  }
}
