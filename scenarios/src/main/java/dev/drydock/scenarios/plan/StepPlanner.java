package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.model.Capture;
import dev.drydock.scenarios.model.Step;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Plans steps and captures against the machines and links that there are.
final class StepPlanner {

  /// `ssh [OPTIONS] [USER@]MACHINE` where a command may begin.
  private static final Pattern SSH =
      Pattern.compile(
          "(?:^|[;&|\\n(])[ \\t]*+(?:sudo[ \\t]++)?ssh[ \\t]++(?:-[a-zA-Z]++[ \\t]++)*+"
              + "(?:[a-z_][a-z0-9_-]*+@)?+([A-Za-z0-9_.-]++)");

  private final List<String> machineNames;
  private final List<String> linkNames;
  private final Diagnostics diagnostics;

  StepPlanner(List<MachinePlan> machines, List<LinkPlan> links, Diagnostics diagnostics) {
    this.machineNames = machines.stream().map(MachinePlan::name).toList();
    this.linkNames = links.stream().map(LinkPlan::name).toList();
    this.diagnostics = diagnostics;
  }

  List<StepPlan> plan(List<Step> steps) {
    var plans = new ArrayList<StepPlan>();
    var latest = -1L;
    for (var step : steps) {
      var at = step.atNanos();
      if (at != null && at.value() < latest) {
        diagnostics.error(
            at.place(), "this step is earlier than one before it", "sort the steps by time");
      }
      latest = at == null ? latest : at.value();
      plans.add(plan(step, at == null ? -1 : at.value()));
    }
    return plans;
  }

  private StepPlan plan(Step step, long atNanos) {
    return switch (step.action()) {
      case Step.Run run -> run(run, atNanos);
      case Step.Fault fault -> fault(fault, atNanos);
    };
  }

  private StepPlan run(Step.Run run, long atNanos) {
    var targets = SSH.matcher(run.command().value());
    while (targets.find()) {
      var name = targets.group(1);
      if (!machineNames.contains(name)) {
        tellMachine(new Located<>(name, run.command().place()), "ssh: ");
      }
    }
    var expect = run.expect();
    var outcome = new StepPlan.Outcome(expect.exit(), expect.stdout(), expect.stderr());
    return new StepPlan.Run(atNanos, run.command().value(), outcome, run.isFix());
  }

  private void tellMachine(Located<String> name, String prefix) {
    var hint = diagnostics.hint(name.value(), machineNames);
    diagnostics.error(
        name.place(),
        prefix + "there is no machine \"" + name.value() + "\"",
        hint.isEmpty() ? "the machines are " + String.join(", ", machineNames) : hint);
  }

  private StepPlan fault(Step.Fault fault, long atNanos) {
    var link = fault.link();
    if (link != null && !linkNames.contains(link.value())) {
      var hint = diagnostics.hint(link.value(), linkNames);
      diagnostics.error(
          link.place(),
          "there is no link \"" + link.value() + "\"",
          hint.isEmpty() ? "the links are " + String.join(", ", linkNames) : hint);
    }
    return new StepPlan.Fault(atNanos, faultPlan(fault, link == null ? "" : link.value()));
  }

  private FaultPlan faultPlan(Step.Fault fault, String link) {
    var duration = fault.durationNanos() == null ? 0 : fault.durationNanos();
    var restart = fault.restart();
    if (restart != null) {
      return new FaultPlan.Restart(machine(restart), duration);
    }
    if (fault.partition().isEmpty()) {
      return new FaultPlan.OfLink(link, fault.isDown(), fault.quality(), duration);
    }
    var here = fault.partition().stream().map(this::machine).toList();
    var there =
        fault.from().isEmpty()
            ? machineNames.stream().filter(name -> !here.contains(name)).toList()
            : fault.from().stream().map(this::machine).toList();
    for (var name : fault.from()) {
      if (here.contains(name.value())) {
        diagnostics.error(
            name.place(), name.value() + " is on both sides of the partition", "take one out");
      }
    }
    return new FaultPlan.Partition(here, there, link, duration);
  }

  private String machine(Located<String> name) {
    if (!machineNames.contains(name.value())) {
      tellMachine(name, "");
    }
    return name.value();
  }

  List<CapturePlan> captures(List<Capture> captures) {
    var plans = new ArrayList<CapturePlan>();
    for (var capture : captures) {
      capture.interfaces().forEach(this::checkInterface);
      var filter = capture.filter();
      plans.add(
          new CapturePlan(
              capture.interfaces().stream().map(Located::value).toList(),
              capture.snapLength() == null ? 0 : capture.snapLength().value().intValue(),
              filter == null ? "" : filter.value()));
    }
    return plans;
  }

  /// `MACHINE/INTERFACE`; the interface may come later, the machine may not.
  private void checkInterface(Located<String> written) {
    var slash = written.value().indexOf('/');
    var machine = slash < 0 ? "" : written.value().substring(0, slash);
    if (slash >= 0 && machine.indexOf('*') < 0 && !machineNames.contains(machine)) {
      tellMachine(new Located<>(machine, written.place()), "");
    }
  }
}
