package dev.drydock.scenarios.shell;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.ProbeEnd;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.tools.CommandTimes;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.Executables;
import dev.drydock.scenarios.tools.Place;
import dev.drydock.scenarios.tools.Toolbox;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The commands that ask containers for their health. Each runs in its container as `docker exec`
/// does, beside the foreground, and what it sends is real.
///
/// A command is run where the tools of the image are known here. Otherwise the image is a label,
/// and so is its health: nobody can say that a server is ill that does not exist.
final class HealthCommands {
  private static final List<String> SHELLS = List.of("sh", "ash", "bash");

  private final Surroundings surroundings;
  private final UnattendedCommands commands;

  HealthCommands(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.commands = new UnattendedCommands(surroundings);
  }

  /// Lets every command go on that can.
  void resumeReady() {
    commands.resumeReady();
  }

  /// Ends all commands.
  void close() {
    commands.close();
  }

  /// Begins to run a command.
  ///
  /// @return what ends it; null when it is not run here
  @Nullable Runnable begin(Box box, Container container, List<String> command, ProbeEnd end) {
    ContainerDirectory.Entry entry = surroundings.containers().find(box, container.id());
    Place place = entry == null ? null : entry.place(box);
    if (place == null || commands.isFull()) {
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
    UnattendedCommands.Running begun = commands.begin(task -> run(task, place, command, end));
    return begun::end;
  }

  private boolean isKnown(String command, Toolbox toolbox) {
    String program = command.substring(command.lastIndexOf('/') + 1);
    boolean isTool = surroundings.tools().find(program, toolbox) != null;
    return !toolbox.isLabel() && (isTool || SHELLS.contains(program));
  }

  private int run(Task task, Place place, List<String> command, ProbeEnd end) {
    task.await(() -> false, surroundings.lab().loop().nowNanos() + CommandTimes.EXEC_NANOS);
    StringBuilder output = new StringBuilder();
    int status =
        UnattendedCommands.execute(task, command, place, (text, isError) -> output.append(text));
    boolean isUnknown = !place.toolbox().has("busybox") && output.indexOf(": not found\n") >= 0;
    end.ended(isUnknown ? 0 : status, isUnknown ? "" : output.toString());
    return status;
  }
}
