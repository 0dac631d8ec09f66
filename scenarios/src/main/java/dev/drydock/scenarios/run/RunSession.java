package dev.drydock.scenarios.run;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.sim.Event;
import dev.drydock.pcap.Capture;
import dev.drydock.pcap.CaptureException;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.plan.ExpectationPlan;
import dev.drydock.scenarios.plan.FaultText;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.plan.StepPlan;
import dev.drydock.scenarios.report.ExpectationReport;
import dev.drydock.scenarios.report.RunReport;
import dev.drydock.scenarios.report.Status;
import dev.drydock.scenarios.report.StepOutput;
import dev.drydock.scenarios.report.StepReport;
import dev.drydock.scenarios.shell.Interpreter;
import dev.drydock.scenarios.text.Quantities;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The live side of a run: the lab, who types into it, and who watches.
final class RunSession {
  private final Run run;
  private final Plan plan;
  private final RunObserver observer;
  private final @Nullable Capture capture;
  private final LiveLab live;
  private final Lab lab;
  private final Interpreter interpreter;
  private final Recording recording;
  private final Faults faults;
  private final List<String> warnings = new ArrayList<>();
  private final Set<String> stormy = new HashSet<>();
  private final List<StepReport> steps = new ArrayList<>();
  private final List<ExpectationReport> expectations = new ArrayList<>();
  private volatile int stepNumber;

  /// Where what is seen goes.
  ///
  /// @param capture gets the frames
  /// @param choice which of them
  /// @param observer follows the run
  record Sinks(@Nullable Capture capture, CaptureChoice choice, RunObserver observer) {}

  RunSession(Run run, Sinks sinks) {
    this.run = run;
    this.plan = run.plan();
    this.observer = sinks.observer();
    this.capture = sinks.capture();
    this.live = new LiveLab(plan);
    this.lab = live.lab();
    this.interpreter = live.interpreter();
    this.faults = new Faults(lab, interpreter.surroundings().engines());
    this.recording = new Recording(capture, sinks.choice(), new DeviceLabels(lab)::of);
  }

  RunReport play() throws CaptureException, RunException {
    try (live) {
      return playAll();
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      throw new BrokenRunException(e, plan.name(), plan.seed(), lab.loop().nowNanos());
    }
  }

  private RunReport playAll() throws CaptureException, RunException {
    recording.attach(lab);
    recording.addNames(AddressNames.ofMachines(lab));
    armEnd();
    live.start().forEach(this::warn);
    recording.addNames(AddressNames.ofContainers(lab));
    flush();
    observer.started();
    for (StepPlan step : plan.steps()) {
      play(step);
    }
    if (!run.isStopped()) {
      if (!isOver()) {
        interpreter.pass(Math.max(0, run.options().untilNanos() - lab.loop().nowNanos()));
      }
      checkExpectations();
    }
    observer.ended(live::topology);
    recording.detach(lab);
    return report();
  }

  private RunReport report() {
    warnOfLimit();
    return new RunReport(
        new RunReport.Header(
            plan.name(), plan.engine(), plan.seed(), lab.loop().nowNanos(), !run.isStopped()),
        steps,
        expectations,
        run.captureNames(capture),
        recording.interfaces(),
        recording.drops(),
        warnings);
  }

  /// Says that a capture file was not large enough.
  private void warnOfLimit() {
    long missing = capture == null ? 0 : capture.missing();
    if (missing > 0) {
      warn(
          "captures ended at %s (--pcap-limit): %d later frames are missing in them"
              .formatted(Quantities.bytesText(run.options().captureBytesMax()), missing));
    }
  }

  private void warn(String warning) {
    warnings.add(warning);
    observer.warned(warning);
  }

  /// The run ends in the middle of a command if it must.
  private void armEnd() {
    long until = run.options().untilNanos();
    if (until > 0) {
      lab.loop()
          .schedule(
              new Event() {
                @Override
                protected void fire() {
                  interpreter.interrupt();
                }
              },
              until);
    }
  }

  private boolean isOver() {
    long until = run.options().untilNanos();
    return until > 0 && lab.loop().nowNanos() >= until;
  }

  private void play(StepPlan step) throws CaptureException {
    stepNumber = steps.size() + 1;
    StepReport report =
        switch (step) {
          case StepPlan.Run command -> play(command);
          case StepPlan.Fault fault -> play(fault);
        };
    steps.add(report);
    recording.addNames(AddressNames.ofContainers(lab));
    warnOfStorms();
    flush();
    if (report.exit() != null || !run.isStopped()) {
      observer.stepEnded(report);
    }
  }

  /// Says once where frames went round and round.
  private void warnOfStorms() {
    for (Box box : lab.boxes()) {
      if (box.machine().softnet().drops(DropReason.BRIDGE_LOOP) > 0 && stormy.add(box.name())) {
        warn(
            "broadcast storm at "
                + box.name()
                + ": frames circle between bridges; they were taken out after "
                + Bridge.LOOP_BRIDGES
                + " rounds, a real network would be busy until the loop is opened"
                + " (brctl stp BRIDGE on)");
      }
    }
  }

  /// Lets time pass until a step is due.
  ///
  /// @return why the step is not played, empty when it is
  private String awaitTurn(StepPlan step) {
    long wait = step.atNanos() - lab.loop().nowNanos();
    if (wait > 0 && !run.isStopped() && !isOver()) {
      interpreter.pass(wait);
    } else if (step.atNanos() >= 0 && wait < 0) {
      warn(
          "step "
              + stepNumber
              + " was due at "
              + Durations.text(step.atNanos())
              + " and began at "
              + Durations.text(lab.loop().nowNanos()));
    }
    if (run.isStopped()) {
      return "the run was stopped";
    }
    return isOver() ? "the run ended at " + Durations.text(lab.loop().nowNanos()) : "";
  }

  private StepReport play(StepPlan.Fault step) {
    String what = "fault: " + FaultText.of(step.fault());
    String obstacle = awaitTurn(step);
    if (!obstacle.isEmpty()) {
      return skipped(what, obstacle);
    }
    long now = lab.loop().nowNanos();
    faults.begin(step.fault());
    return new StepReport(
        stepNumber, what, now, now, 0, StepOutput.NONE, 0, Status.PASSED, List.of());
  }

  private StepReport play(StepPlan.Run step) {
    String obstacle = awaitTurn(step);
    if (!obstacle.isEmpty()) {
      return skipped(step.command(), obstacle);
    }
    long start = lab.loop().nowNanos();
    StepCollector collector = new StepCollector();
    int exit = interpreter.type(step.command(), collector);
    StepOutput output = collector.output();
    List<String> problems = problems(step.expect(), exit, output);
    return new StepReport(
        stepNumber,
        step.command(),
        start,
        lab.loop().nowNanos(),
        exit,
        output,
        checks(step.expect()),
        problems.isEmpty() ? Status.PASSED : Status.FAILED,
        problems);
  }

  private static int checks(StepPlan.Outcome expected) {
    return expected.stdout().size() + expected.stderr().size() + (expected.exit() == null ? 0 : 1);
  }

  private static List<String> problems(StepPlan.Outcome expected, int exit, StepOutput output) {
    List<String> problems = new ArrayList<>();
    Integer wanted = expected.exit();
    if (wanted != null && wanted != exit) {
      problems.add("exit status " + exit + " instead of " + wanted);
    }
    for (String text : expected.stdout()) {
      if (!StepPlan.Outcome.holds(output.stdout(), text)) {
        problems.add("no \"" + text + "\" in its output");
      }
    }
    for (String text : expected.stderr()) {
      if (!StepPlan.Outcome.holds(output.stderr(), text)) {
        problems.add("no \"" + text + "\" in its error output");
      }
    }
    return problems;
  }

  private StepReport skipped(String command, String reason) {
    long now = lab.loop().nowNanos();
    return new StepReport(
        stepNumber, command, now, now, null, StepOutput.NONE, 0, Status.SKIPPED, List.of(reason));
  }

  private void checkExpectations() throws CaptureException {
    ReachProbe probe = new ReachProbe(interpreter, recording);
    for (ExpectationPlan expectation : plan.expectations()) {
      if (!run.isStopped()) {
        ExpectationReport report = probe.check(expectations.size() + 1, expectation).report();
        expectations.add(report);
        flush();
        observer.expectationChecked(report);
      }
    }
  }

  private void flush() throws CaptureException {
    if (capture != null) {
      capture.flush();
    }
  }

  /// Ends the command that runs. From another thread.
  void interrupt() {
    interpreter.interrupt();
  }

  /// Where the run is. From another thread: an old time does no harm.
  String progress() {
    return (stepNumber == 0 ? "starting" : "step " + stepNumber + " of " + plan.steps().size())
        + ", virtual time "
        + Durations.text(lab.loop().nowNanos());
  }
}
