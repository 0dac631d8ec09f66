package dev.drydock.drivers.engine;

import dev.drydock.core.sim.Nanos;
import dev.drydock.core.sim.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/// The commands that are run in running containers, and the ends of both, as events tell of them.
final class Execs {
  private static final int ID_DIGITS = 64;

  /// What becomes of a command whose container ends: with process 1 of a namespace the kernel kills
  /// all others (`zap_pid_ns_processes`).
  private static final int KILLED = 137;

  private final Context context;
  private final RandomStream ids;
  private final List<Exec> running = new ArrayList<>();

  Execs(Context context) {
    this.context = context;
    this.ids = context.machine().random("docker/exec");
  }

  private record Exec(Container container, String id) {}

  /// A command is run. Its words stand with a blank behind the first, also where no other follows
  /// (moby `ContainerExecStart`).
  ///
  /// @return what says that it has ended, given its exit status
  IntConsumer begin(Container container, List<String> command) {
    List<String> rest = command.subList(1, command.size());
    String words = command.getFirst() + " " + String.join(" ", rest);
    Exec exec = new Exec(container, ids.nextHex(ID_DIGITS));
    running.add(exec);
    context.events().container(container, "exec_create: " + words, "execID", exec.id);
    context.events().container(container, "exec_start: " + words, "execID", exec.id);
    return status -> ended(exec, status);
  }

  private void ended(Exec exec, int status) {
    if (running.remove(exec)) {
      context
          .events()
          .container(exec.container, "exec_die", "execID", exec.id, "exitCode", "" + status);
    }
  }

  /// A container has ended, and with it all that was run in it. How long it ran is told from 24.0
  /// on (moby `handleContainerExit`, github.com/moby/moby/pull/45494).
  void died(Container container, int exitCode) {
    List<Exec> inside = running.stream().filter(exec -> exec.container == container).toList();
    inside.forEach(exec -> ended(exec, KILLED));
    long seconds = (container.finishedNanos - container.startedNanos) / Nanos.SECOND;
    if (context.profile().isBefore(24, 0)) {
      context.events().container(container, "die", "exitCode", "" + exitCode);
    } else {
      context
          .events()
          .container(container, "die", "execDuration", "" + seconds, "exitCode", "" + exitCode);
    }
  }
}
