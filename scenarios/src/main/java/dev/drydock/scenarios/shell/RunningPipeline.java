package dev.drydock.scenarios.shell;

import dev.drydock.scenarios.shell.Script.Command;
import dev.drydock.scenarios.tools.Input;
import java.util.ArrayList;
import java.util.List;

/// The commands of one pipeline, which run at the same time: all but the last one beside whoever
/// started it, as jobs of which nobody hears. It is over when all of them have ended.
final class RunningPipeline {
  /// Runs one command with its streams, in a shell of its own, and gives its status.
  interface Part {
    int run(Task task, Command command, Streams streams);
  }

  private final Task task;
  private final Part part;
  private final List<Job> beside = new ArrayList<>();
  private final List<Pipe> pipes = new ArrayList<>();

  RunningPipeline(Task task, Part part) {
    this.task = task;
    this.part = part;
  }

  /// Runs them.
  ///
  /// @return the status of the last one
  int run(List<Command> commands, Streams streams) {
    try {
      Streams last = streams;
      for (Command command : commands.subList(0, commands.size() - 1)) {
        last = streams.withInput(begin(command, last.input(), streams.err()).reading());
      }
      int status = part.run(task, commands.getLast(), last);
      pipes.getLast().readerEnded();
      task.await(() -> beside.stream().allMatch(Job::isDone), Long.MAX_VALUE);
      return status;
    } finally {
      pipes.forEach(Pipe::readerEnded);
      beside.forEach(job -> job.cancel(true));
      task.await(() -> true, task.lab().loop().nowNanos());
    }
  }

  /// Begins a command that is not the last one.
  ///
  /// @return what it writes into
  private Pipe begin(Command command, Input input, Streams.Sink complaints) {
    Pipe before = pipes.isEmpty() ? null : pipes.getLast();
    Pipe pipe = new Pipe(task.session().budget());
    Streams.Sink errors =
        text -> {
          if (!pipe.isBroken()) {
            complaints.accept(text);
          }
        };
    Job[] self = new Job[1];
    Job job =
        new Job(
            0,
            task.lab().loop(),
            () -> {
              Task own = task.beside(self[0], pipe);
              int status = part.run(own, command, new Streams(input, pipe, errors));
              pipe.writerEnded();
              if (before != null) {
                before.readerEnded();
              }
              return status;
            });
    self[0] = job;
    pipes.add(pipe);
    beside.add(job);
    task.session().jobs().addBeside(job);
    job.resume();
    return pipe;
  }
}
