package dev.drydock.scenarios.shell;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.ProbeEnd;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.tools.CommandTimes;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.Executables;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Place;
import dev.drydock.scenarios.tools.Toolbox;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The commands that ask containers for their health. Each runs in its container as `docker exec`
/// does, beside the foreground, and what it sends is real.
///
/// A command is run where the tools of the image are known here. Otherwise the image is a label,
/// and so is its health: nobody can say that a server is ill that does not exist.
final class HealthCommands {
  /// More at once are labels: each waiting command is looked at whenever something happens.
  private static final int RUNNING_MAX = 256;

  private static final List<String> SHELLS = List.of("sh", "ash", "bash");

  private final Surroundings surroundings;
  private final List<Running> running = new ArrayList<>();

  HealthCommands(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  private record Running(Task.Session session, Job job) {}

  /// Lets every command go on that can.
  void resumeReady() {
    if (running.isEmpty()) {
      return;
    }
    for (Running each : List.copyOf(running)) {
      while (each.job.isReady()) {
        each.job.resume();
      }
      each.session.jobs().resumeReady();
    }
    running.removeIf(each -> each.job.isDone());
  }

  /// Ends all commands.
  void close() {
    running.forEach(HealthCommands::end);
  }

  private static void end(Running each) {
    each.job.cancel(true);
    each.session.jobs().cancelAll();
  }

  /// Begins to run a command.
  ///
  /// @return what ends it; null when it is not run here
  @Nullable Runnable begin(Box box, Container container, List<String> command, ProbeEnd end) {
    ContainerDirectory.Entry entry = surroundings.containers().find(box, container.id());
    Place place = entry == null ? null : entry.place(box);
    if (place == null || running.size() >= RUNNING_MAX) {
      return null;
    }
    String wrong = Executables.error(command.getFirst(), place.toolbox());
    if (!wrong.isEmpty()) {
      end.notRun(
          "OCI runtime exec failed: exec failed: unable to start container process: "
              + wrong
              + ": unknown");
      return () -> {};
    }
    if (!isKnown(command.getFirst(), place.toolbox())) {
      return null;
    }
    Running begun = running(place, command, end);
    running.add(begun);
    return () -> end(begun);
  }

  private boolean isKnown(String command, Toolbox toolbox) {
    String program = command.substring(command.lastIndexOf('/') + 1);
    boolean isTool = surroundings.tools().find(program, toolbox) != null;
    return !toolbox.flavours().isEmpty() && (isTool || SHELLS.contains(program));
  }

  private Running running(Place place, List<String> command, ProbeEnd end) {
    Task.Session session = Task.Session.unattended(surroundings);
    Job[] self = new Job[1];
    Job job =
        new Job(
            1,
            surroundings.lab().loop(),
            () -> {
              StringBuilder output = new StringBuilder();
              int status =
                  run(new Task(session, self[0], Long.MAX_VALUE, 0, true), place, command, output);
              boolean isUnknown =
                  !place.toolbox().has("busybox") && output.indexOf(": not found\n") >= 0;
              end.ended(isUnknown ? 0 : status, isUnknown ? "" : output.toString());
              return status;
            });
    self[0] = job;
    return new Running(session, job);
  }

  private int run(Task task, Place place, List<String> command, StringBuilder output) {
    task.await(() -> false, surroundings.lab().loop().nowNanos() + CommandTimes.EXEC_NANOS);
    Invocation.Io io = new Invocation.Io("", (text, isError) -> output.append(text));
    try {
      return task.execute(command, place, io);
    } catch (ShellLimitException e) {
      output.append("sh: ").append(e.getMessage()).append('\n');
      return 2;
    }
  }
}
