package dev.drydock.scenarios.explain;

import dev.drydock.scenarios.plan.ExpectationPlan;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.report.Status;
import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.run.RunException;
import dev.drydock.scenarios.shell.Prompt;
import dev.drydock.scenarios.text.ExposedPort;
import java.util.ArrayList;
import java.util.List;

/// Looks for one thing that lets a flow arrive which does not: each command that might is run in a
/// lab built anew, and the flow is sent there; then ports are published, and where nothing listens,
/// other ports are asked for. Nothing is told as a cure that was not seen to be one.
public final class Remedies {
  /// So many are tried: each costs a lab.
  private static final int TRIALS_MAX = 8;

  private Remedies() {}

  /// Builds a lab in the state in which the flow was sent.
  public interface Builder {
    /// Builds it.
    ///
    /// @param plan that of the lab that failed, or with a change of it
    /// @throws RunException if Docker refuses something
    LiveLab build(Plan plan) throws RunException;
  }

  /// What failed.
  ///
  /// @param plan what was built
  /// @param lab the lab where the flow was sent
  /// @param flow what was sent
  /// @param result what became of it
  public record Failed(Plan plan, LiveLab lab, ExpectationPlan flow, Explanation.Result result) {}

  /// What was found.
  ///
  /// @param cure the line that helps, with the place where it is typed, or what to change in the
  ///   file or in the question; empty when nothing did
  /// @param verdict what became of the flow then
  /// @param triedInVain the lines that did not help
  public record Found(String cure, String verdict, List<String> triedInVain) {
    /// Copies the list.
    public Found {
      triedInVain = List.copyOf(triedInVain);
    }
  }

  /// Looks for one.
  ///
  /// @throws RunException if Docker refuses something
  public static Found find(Failed failed, Builder builder) throws RunException {
    ExpectationPlan flow = failed.flow();
    Candidates candidates = new Candidates(failed.lab(), failed.result(), flow);
    List<String> vain = new ArrayList<>();
    for (String line : candidates.lines().stream().limit(TRIALS_MAX).toList()) {
      try (LiveLab lab = builder.build(failed.plan())) {
        if (lab.run(Prompt.parse(line), (text, error) -> {}) != 0) {
          continue;
        }
        Explanation.Result then = Explanation.of(lab, flow);
        if (then.status() == Status.PASSED) {
          return new Found(line, then.verdict(), vain);
        }
      }
      vain.add(line);
    }
    for (Publishing.Change change : new Publishing(failed.plan(), flow).changes()) {
      try (LiveLab lab = builder.build(change.plan())) {
        Explanation.Result then = Explanation.of(lab, change.flow());
        if (then.status() == Status.PASSED) {
          return new Found(change.told(), then.verdict(), vain);
        }
      } catch (RunException e) {
        vain.add(change.told()); // somebody has the port
      }
    }
    return otherPort(failed.lab(), candidates.openPorts(), flow, vain);
  }

  /// Nothing listens there, but perhaps somewhere near.
  private static Found otherPort(
      LiveLab lab, List<ExposedPort> ports, ExpectationPlan flow, List<String> vain) {
    for (ExposedPort port : ports) {
      Explanation.Result then = Explanation.of(lab, flow.towards(port));
      if (then.status() == Status.PASSED) {
        return new Found(
            "ask for port " + port + ", where something listens", then.verdict(), vain);
      }
    }
    return new Found("", "", vain);
  }
}
