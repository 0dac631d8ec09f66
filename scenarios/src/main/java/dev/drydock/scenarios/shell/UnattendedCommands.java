package dev.drydock.scenarios.shell;

import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Output;
import dev.drydock.scenarios.tools.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// Commands that run beside the foreground and that nobody attends: those of containers, and those
/// that ask containers for their health.
final class UnattendedCommands {
  /// Each waiting command is looked at whenever something happens. A limit of ours.
  private static final int RUNNING_MAX = 256;

  private final Surroundings surroundings;
  private final List<Running> running = new ArrayList<>();

  UnattendedCommands(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// A command that runs, with what it has begun in its own background.
  record Running(Task.Session session, Job job) {
    void end() {
      job.cancel(true);
      session.jobs().cancelAll();
    }
  }

  /// Whether no further command should begin.
  boolean isFull() {
    return running.size() >= RUNNING_MAX;
  }

  /// Begins a command.
  ///
  /// @param work runs it, and gives its exit status
  Running begin(ToIntFunction<Task> work) {
    Task.Session session = Task.Session.unattended(surroundings);
    Job[] self = new Job[1];
    Job job =
        new Job(1, surroundings.lab().loop(), () -> work.applyAsInt(Task.first(session, self[0])));
    self[0] = job;
    Running begun = new Running(session, job);
    running.add(begun);
    return begun;
  }

  /// Runs words, without input.
  ///
  /// @return the exit status; 2 when the shell gives up
  static int execute(Task task, List<String> words, Place place, Output output) {
    try {
      return task.execute(words, place, new Invocation.Io("", output));
    } catch (ShellLimitException e) {
      output.write("sh: " + e.getMessage() + "\n", true);
      return 2;
    }
  }

  /// Lets every command go on that can.
  void resumeReady() {
    if (running.isEmpty()) {
      return;
    }
    for (Running each : List.copyOf(running)) {
      boolean progress = true;
      while (progress) {
        progress = each.session.jobs().resumeReady();
        if (each.job.isReady()) {
          each.job.resume();
          progress = true;
        }
      }
    }
    running.removeIf(each -> each.job.isDone() && each.session.jobs().running().isEmpty());
  }

  /// Ends all commands.
  void close() {
    List.copyOf(running).forEach(Running::end);
  }
}
