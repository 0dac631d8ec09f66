package dev.drydock.scenarios.explain;

import dev.drydock.scenarios.plan.ExpectationPlan;
import dev.drydock.scenarios.plan.FlowEnd;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.report.ExpectationReport;
import dev.drydock.scenarios.report.MatrixReport;
import dev.drydock.scenarios.report.MatrixReport.Answer;
import dev.drydock.scenarios.report.MatrixReport.Cell;
import dev.drydock.scenarios.run.AskedEnd;
import dev.drydock.scenarios.run.FlowOutcome;
import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.run.RunException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Asks everybody for everything in a running lab: real packets, one flow after another.
public final class Matrix {
  /// More flows than these nobody reads, and they take minutes.
  private static final int FLOWS_MAX = 20_000;

  private final List<FlowEnd> senders;
  private final List<AskedEnd> targets;

  private Matrix(List<FlowEnd> senders, List<AskedEnd> targets) {
    this.senders = List.copyOf(senders);
    this.targets = List.copyOf(targets);
  }

  /// All there is to ask in a lab whose containers run.
  public static Matrix of(LiveLab lab) {
    lab.settle();
    return new Matrix(lab.senders(), lab.targets());
  }

  /// Who asks and who is asked, as they are called.
  ///
  /// @param senders services, containers and machines
  /// @param targets with ports where something listens
  public record Names(List<String> senders, List<String> targets) {
    /// Copies the lists.
    public Names {
      senders = List.copyOf(senders);
      targets = List.copyOf(targets);
    }
  }

  /// Who is in it.
  public Names names() {
    return new Names(
        senders.stream().map(FlowEnd::name).toList(),
        targets.stream().map(AskedEnd::name).toList());
  }

  /// Whether a sender is called like this.
  public boolean isSender(String name) {
    return senders.stream().anyMatch(sender -> isCalled(sender, name));
  }

  /// Whether a target, a port of it or not, is called like this.
  public boolean isTarget(String name) {
    return targets.stream().anyMatch(target -> isCalled(target, name));
  }

  /// The part of it between some.
  ///
  /// @param from services, containers or machines; empty for all
  /// @param to the same, or targets with their ports; empty for all
  public Matrix between(List<String> from, List<String> to) {
    return new Matrix(
        senders.stream()
            .filter(s -> from.isEmpty() || from.stream().anyMatch(name -> isCalled(s, name)))
            .toList(),
        targets.stream()
            .filter(t -> to.isEmpty() || to.stream().anyMatch(name -> isCalled(t, name)))
            .toList());
  }

  private static boolean isCalled(AskedEnd target, String name) {
    return target.name().equals(name) || isCalled(target.end(), name);
  }

  private static boolean isCalled(FlowEnd end, String name) {
    boolean isContainer = end instanceof FlowEnd.Container one && one.container().equals(name);
    return isContainer || end.name().equals(name);
  }

  /// Sends them.
  ///
  /// @param plan what the lab was built from
  /// @throws RunException if there are too many
  public MatrixReport ask(LiveLab lab, Plan plan) throws RunException {
    long count = (long) senders.size() * targets.size();
    if (count > FLOWS_MAX) {
      throw new RunException(
          count + " flows are more than " + FLOWS_MAX + "; matrix asks for some with --from, --to");
    }
    List<ExpectationPlan> flows = new ArrayList<>();
    for (FlowEnd sender : senders) {
      for (AskedEnd target : targets) {
        if (!isItself(sender, target)) {
          flows.add(flow(sender, target));
        }
      }
    }
    Iterator<FlowOutcome> outcomes = lab.check(flows).iterator();
    List<Cell> cells = new ArrayList<>();
    for (FlowEnd sender : senders) {
      for (AskedEnd target : targets) {
        boolean isItself = isItself(sender, target);
        cells.add(isItself ? new Cell(Answer.ITSELF, "") : cell(outcomes.next().report()));
      }
    }
    Names names = names();
    return new MatrixReport(
        plan.name(), plan.engine(), plan.seed(), names.senders(), names.targets(), cells);
  }

  /// A container's own ports; what a machine serves it may well ask for itself.
  private static boolean isItself(FlowEnd sender, AskedEnd target) {
    boolean isPing = target.port() == null;
    return sender.equals(target.end()) && (isPing || sender instanceof FlowEnd.Container);
  }

  private static ExpectationPlan flow(FlowEnd sender, AskedEnd target) {
    FlowEnd whom = sender.equals(target.end()) ? target.byItself() : target.end();
    return ExpectationPlan.question(sender, whom, target.port());
  }

  private static Cell cell(ExpectationReport report) {
    Answer answer =
        switch (report.status()) {
          case PASSED -> Answer.YES;
          case FAILED -> Answer.NO;
          case SKIPPED -> Answer.UNKNOWN;
        };
    return new Cell(answer, report.reason());
  }
}
