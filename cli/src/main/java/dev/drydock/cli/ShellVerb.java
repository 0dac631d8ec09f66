package dev.drydock.cli;

import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.run.RunException;
import java.nio.file.Path;
import java.util.List;

/// `drydock shell`: the commands of the emulated machines, typed by hand or piped in.
final class ShellVerb implements Verb {
  /// The surrounding without a file: a Docker host, a PC, a router and the internet.
  private static final String HOME = "name: home\nservices: {}\n";

  @Override
  public String name() {
    return "shell";
  }

  @Override
  public String summary() {
    return "type docker, ip, iptables, ping ... into a running lab";
  }

  @Override
  public void declare(Syntax syntax) {
    PlanChanges.declare(syntax);
    StepsFirst.declare(syntax);
    ScenarioFiles.declare(syntax);
  }

  @Override
  public List<String> examples() {
    return List.of(
        "",
        "Without a file: a Docker host without containers, a PC, a router and the internet.",
        "A line may begin with a place: \"pc$ ping 192.168.0.10\" on a machine,",
        "\"one@host$ ip addr\" in a container, \"one@host(netns)$ ip addr\" with the machine's",
        "tools in the container's namespace. \"use PLACE\" stays there, \"exit\" ends.",
        "",
        "Examples:",
        "  drydock shell compose.yaml",
        "  drydock shell compose.yaml --after all     # when the file's steps have been played",
        "  echo 'docker network ls' | drydock shell");
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws UserError {
    PlanChanges changes = new PlanChanges(arguments);
    StepsFirst steps = new StepsFirst(arguments);
    boolean isHome = arguments.words().isEmpty() && arguments.values("--file").isEmpty();
    List<ReadRequest> requests =
        isHome
            ? List.of(ReadRequest.ofText(HOME))
            : new ScenarioFiles(arguments, streams).requests();
    if (requests.size() > 1) {
      throw new UserError("the shell takes one scenario; to merge files write -f before each");
    }
    if (!isHome && !streams.isInputTerminal() && isStdin(requests.getFirst())) {
      throw new UserError("standard input cannot be both the file and the commands");
    }
    Scenarios scenarios = Scenarios.read(requests, streams);
    if (scenarios.errors() > 0) {
      return ExitStatus.USAGE;
    }
    return live(steps.apply(changes.apply(scenarios.plans().getFirst())), steps, streams);
  }

  private static boolean isStdin(ReadRequest request) {
    return request.files().contains(Path.of("-"));
  }

  private static int live(Plan plan, StepsFirst steps, Streams streams) throws UserError {
    try (LiveLab lab = new LiveLab(plan)) {
      lab.start().forEach(warning -> streams.err().println("drydock: warning: " + warning));
      steps.play(lab);
      return streams.isInputTerminal() && streams.isOutputTerminal()
          ? new Terminal(lab, streams).run()
          : PipedLines.run(new TypedLines(lab, streams), streams);
    } catch (RunException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }
}
