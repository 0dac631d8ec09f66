package dev.drydock.cli;

import dev.drydock.scenarios.conformance.KernelHints;
import dev.drydock.scenarios.conformance.RecordingCheck;
import dev.drydock.scenarios.conformance.Score;
import dev.drydock.scenarios.conformance.SessionCheck;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.run.RunException;
import dev.drydock.scenarios.run.TranscriptRun;
import dev.drydock.scenarios.tools.Output;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `drydock transcript`: replays a recorded session on an emulated lab.
final class TranscriptVerb implements Verb {
  /// A longer session is refused.
  private static final long SESSION_BYTES_MAX = 16L << 20;

  @Override
  public String name() {
    return "transcript";
  }

  @Override
  public String summary() {
    return "replay a recorded session and compare it with the recording";
  }

  @Override
  public void declare(Syntax syntax) {
    syntax.add(Option.value("FILE", "the lab to replay it on", "--lab"));
    syntax.add(Option.value("DIR", "where outputs, captures and states go", "--out"));
    syntax.add(Option.flag("compare with all that was recorded; 1 if it differs", "--check"));
    PlanChanges.declare(syntax);
    syntax.addWord("SESSION", true, "the session, as recorded or from a page");
  }

  @Override
  public List<String> examples() {
    return List.of(
        "",
        "Writes DIR/session.txt, DIR/pcap/STEP.pcapng, DIR/rules/STEP.txt and DIR/state-LABEL/.",
        "DIR is captures/transcript when none is named.",
        "",
        "Examples:",
        "  drydock transcript session.txt --lab lab.yaml --out replay",
        "  drydock transcript session.txt --lab lab.yaml --check");
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws UserError {
    String lab = arguments.value("--lab");
    if (lab == null) {
      throw new UserError("name the lab to replay on: --lab FILE");
    }
    Path session = ScenarioFiles.path(String.valueOf(arguments.word()));
    String text = read(streams.folder().resolve(session));
    PlanChanges changes = new PlanChanges(arguments);
    Scenarios scenarios = Scenarios.read(List.of(request(lab, streams)), streams);
    if (scenarios.errors() > 0) {
      return ExitStatus.USAGE;
    }
    Plan plan = changes.apply(scenarios.plans().getFirst());
    Path folder = folder(arguments.value("--out"), streams);
    String ours = replay(text, plan, folder, streams);
    if (!arguments.has("--check")) {
      return ExitStatus.OK;
    }
    Path recorded = streams.folder().resolve(session);
    boolean saysTheSame = checkOutputs(recorded, ours, streams);
    boolean doesTheSame = checkRest(recorded, folder, streams);
    return saysTheSame && doesTheSame ? ExitStatus.OK : ExitStatus.FAILED;
  }

  private static ReadRequest request(String lab, Streams streams) throws UserError {
    return new ReadRequest(
        List.of(ScenarioFiles.path(lab)),
        streams.folder(),
        streams.environment(),
        null,
        List.of(),
        streams.in(),
        List.of());
  }

  private static Path folder(@Nullable String out, Streams streams) throws UserError {
    return streams.folder().resolve(ScenarioFiles.path(out == null ? "captures/transcript" : out));
  }

  private static String read(Path session) throws UserError {
    try {
      if (Files.size(session) > SESSION_BYTES_MAX) {
        throw new UserError(session + ": longer than 16 MiB; cut it into several sessions");
      }
      return Files.readString(session);
    } catch (MalformedInputException e) {
      throw new UserError(session + ": not UTF-8 text");
    } catch (IOException e) {
      throw new UserError(session + ": cannot be read; is the path right?");
    }
  }

  private static String replay(String text, Plan plan, Path folder, Streams streams)
      throws UserError {
    Output screen =
        (line, error) -> (error ? streams.err() : streams.out()).print(Words.visible(line));
    try {
      return TranscriptRun.play(text, plan, folder, screen);
    } catch (RunException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UserError(folder + ": cannot be written: " + e.getMessage());
    }
  }

  private static boolean checkOutputs(Path session, String ours, Streams streams) throws UserError {
    try {
      SessionCheck.Result result = SessionCheck.of(session).compare(ours);
      for (SessionCheck.Difference difference : result.differences()) {
        differs(difference.step() + "  " + difference.command(), difference.lines(), streams);
      }
      String hint = new KernelHints(result.differences()).text();
      if (!hint.isEmpty()) {
        streams.out().println(hint);
      }
      int alike = result.commands() - result.differences().size();
      streams.out().println(alike + " of " + result.commands() + " outputs alike");
      return result.isAlike();
    } catch (IOException e) {
      throw new UserError(session + ": cannot be read");
    }
  }

  /// Counters, rules, states and frames, as far as they lie beside the session.
  private static boolean checkRest(Path session, Path replay, Streams streams) throws UserError {
    boolean isAlike = true;
    try {
      for (Score score : RecordingCheck.of(session).compare(replay)) {
        for (Score.Difference difference : score.differences()) {
          differs(score.part() + "  " + difference.where(), difference.lines(), streams);
        }
        String counts = score.alike() + " of " + score.compared();
        streams.out().println(counts + " " + score.part() + " alike");
        isAlike &= score.differences().isEmpty();
      }
      return isAlike;
    } catch (IOException e) {
      throw new UserError(session + ": what lies beside it cannot be read: " + e.getMessage());
    }
  }

  private static void differs(String what, List<String> lines, Streams streams) {
    streams.out().println("DIFFERS " + what);
    lines.forEach(line -> streams.out().println("    " + line));
  }
}
