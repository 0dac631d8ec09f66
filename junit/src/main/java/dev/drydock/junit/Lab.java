package dev.drydock.junit;

import dev.drydock.scenarios.explain.Explanation;
import dev.drydock.scenarios.plan.ExpectationPlan;
import dev.drydock.scenarios.plan.FlowQuestion;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.report.Status;
import dev.drydock.scenarios.run.EndState;
import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.shell.Prompt;
import dev.drydock.scenarios.text.Diagnostic;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// A running network, made for one test: the machines of the file, and its containers on them.
///
/// Places are named as in scenario files and in the shell: `web` is a container or a service, `pc`
/// or `machine:pc` a machine, `web@node2` a container on a machine, `web(netns)` its namespace with
/// the machine's tools. Time is virtual: it passes while commands and questions run, and by
/// [#pass]. One test, one thread: a lab is not to be used by several at once.
public final class Lab {
  private static final String MACHINE = "machine:";

  private final LiveLab live;
  private final Plan plan;
  private final List<String> warnings;
  private final StringBuilder session = new StringBuilder();

  /// @param warnings what was not as it should be when the containers started
  Lab(LiveLab live, Plan plan, List<String> warnings) {
    this.live = live;
    this.plan = plan;
    this.warnings = List.copyOf(warnings);
  }

  /// Runs a command, or several as a shell takes them, and waits for its end.
  ///
  /// @param place where it is typed
  public CommandResult exec(String place, String command) {
    var stdout = new StringBuilder();
    var stderr = new StringBuilder();
    Prompt prompt = prompt(place, command);
    session.append(prompt.shown()).append(command).append('\n');
    int exit =
        live.run(
            prompt,
            (text, isError) -> {
              (isError ? stderr : stdout).append(text);
              session.append(text);
            });
    if (exit != 0) {
      session.append("[exit status ").append(exit).append("]\n");
    }
    return new CommandResult(exit, stdout.toString(), stderr.toString());
  }

  /// A machine is what it is called; else a service stands for the first of its containers that
  /// runs. The shell says what is wrong with other places.
  private Prompt prompt(String place, String command) {
    String name = place.startsWith(MACHINE) ? place.substring(MACHINE.length()) : place;
    Prompt typed = Prompt.parse(name + "$ " + command);
    boolean isPlain = typed.container().isEmpty() && !typed.machine().isEmpty();
    if (!isPlain || !place.equals(name) || live.machines().contains(typed.machine())) {
      return typed;
    }
    List<EndState> named = live.named(typed.machine());
    if (named.isEmpty()) {
      return typed;
    }
    EndState first = named.getFirst();
    return new Prompt(first.machine(), first.container(), typed.machineTools(), command);
  }

  /// Whether one end reaches another: `db:5432`, `ns:53/udp`, or a ping without a port.
  ///
  /// @param from a service, container, `machine:NAME` or address
  /// @param to the same, or a host name
  public boolean canReach(String from, String to) {
    return reach(from, to).succeeds();
  }

  /// The same, with what happened on the way.
  public Reach reach(String from, String to) {
    FlowQuestion question = FlowQuestion.of(plan, from, to);
    ExpectationPlan flow = question.flow();
    if (flow == null) {
      throw new IllegalArgumentException(
          question.diagnostics().stream()
              .map(Diagnostic::message)
              .collect(Collectors.joining("; ")));
    }
    Explanation.Result result = Explanation.now(live, flow);
    if (result.status() == Status.SKIPPED) {
      throw new IllegalArgumentException(result.verdict());
    }
    session.append("# ").append(result.verdict()).append('\n');
    boolean isThere = result.status() == Status.PASSED;
    return new Reach(isThere, result.verdict(), result.lines());
  }

  /// Fails, with the way of the packets, unless one end reaches the other.
  public void assertReaches(String from, String to) {
    Reach reach = reach(from, to);
    if (!reach.succeeds()) {
      throw new AssertionError(reach.explanation());
    }
  }

  /// Fails, with the way of the packets, if one end reaches the other.
  public void assertBlocked(String from, String to) {
    Reach reach = reach(from, to);
    if (reach.succeeds()) {
      throw new AssertionError(reach.explanation());
    }
  }

  /// Lets time pass: what waits for a timer happens.
  public void pass(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("time does not go back");
    }
    session.append("## wait ").append(time.toMillis()).append("ms\n");
    live.pass(time.toNanos());
  }

  /// The virtual time since the machines were switched on.
  public Duration time() {
    return Duration.ofNanos(live.nowNanos());
  }

  /// What was not as it should be when the file was read and its containers started.
  public List<String> warnings() {
    return warnings;
  }

  /// What was done so far, and what came of it.
  String session() {
    return session.toString();
  }
}
