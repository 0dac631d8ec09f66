package dev.drydock.scenarios.shell;

import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.tools.CommandTimes;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.EngineControl;
import dev.drydock.scenarios.tools.Entered;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Output;
import dev.drydock.scenarios.tools.Place;
import dev.drydock.scenarios.tools.Shell;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.ToolRegistry;
import dev.drydock.scenarios.tools.Toolbox;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The thread of control in which commands run: the foreground, or a job in the background.
///
/// @param session what all of one interpreter's commands share
/// @param job null for the foreground
/// @param deadlineNanos when it is interrupted; [Long#MAX_VALUE] for never
/// @param depth how many commands started each other
/// @param charged whether commands take their declared time
/// @param pipe what its commands write into; null where that is read to its end
record Task(
    Session session,
    @Nullable Job job,
    long deadlineNanos,
    int depth,
    boolean charged,
    @Nullable Pipe pipe)
    implements Shell {
  /// `sh -c` within `sh -c` …: a user error beyond this.
  static final int DEPTH_MAX = 40;

  /// Until a shell that has started a command in the background is with the next one: making a
  /// process and loading its program. The first packets of two pings started so lay 0.2 to 2 ms
  /// apart when recorded.
  private static final long FORK_NANOS = 1_000_000L;

  /// What all of one interpreter's commands share.
  ///
  /// @param containers what containers run beside it; null within a container's own command
  /// @param doorway by which those who type follow to other places
  record Session(
      Surroundings surroundings,
      Jobs jobs,
      Budget budget,
      Interrupt interrupt,
      @Nullable ContainerProcesses containers,
      Doorway doorway) {
    /// One in which nobody types.
    static Session unattended(Surroundings surroundings) {
      return new Session(
          surroundings, new Jobs(), new Budget(), new Interrupt(), null, new Doorway());
    }

    /// Lets everything in the background go on that can.
    void resumeReady() {
      jobs.resumeReady();
      if (containers != null) {
        containers.resumeReady();
      }
    }
  }

  /// Set by whoever wants the command line to end, perhaps from another thread.
  static final class Interrupt {
    private volatile boolean wanted;

    void set(boolean newWanted) {
      wanted = newWanted;
    }

    boolean isWanted() {
      return wanted;
    }
  }

  @Override
  public Lab lab() {
    return session.surroundings().lab();
  }

  @Override
  public ToolRegistry tools() {
    return session.surroundings().tools();
  }

  @Override
  public ContainerDirectory containers() {
    return session.surroundings().containers();
  }

  @Override
  public EngineControl engines() {
    return session.surroundings().engines();
  }

  @Override
  public int run(String script, Place place, Invocation.Io io) {
    Execution execution = new Execution(deeper(), place, new Variables(), Streams.of(io));
    return execution.runText(script);
  }

  @Override
  public int execute(List<String> words, Place place, Invocation.Io io) {
    giveWay();
    String name = words.get(0);
    Tool tool = tools().find(name, place.toolbox());
    if (tool == null) {
      io.output().write("sh: " + name + ": not found\n", true);
      return 127;
    }
    if (charged) {
      await(() -> false, lab().loop().nowNanos() + CommandTimes.nanos(words));
    }
    boolean isApplet = tool == tools().find(name, Toolbox.BUSYBOX);
    Permissions.Refusal refusal = Permissions.of(place, isApplet, words);
    if (refusal != null) {
      io.output().write(refusal.text() + "\n", true);
      return refusal.status();
    }
    int status = isStopped() ? stopStatus() : run(tool, new Command(place, words, io));
    lab().commandEnded();
    return status;
  }

  private record Command(Place place, List<String> words, Invocation.Io io) {}

  private int run(Tool tool, Command command) {
    Output output = command.io().output();
    if (pipe == null || !HeldOutput.isUsedBy(command.words())) {
      return tool.run(new Invocation(deeper(), command.place(), command.words(), command.io()));
    }
    HeldOutput held = new HeldOutput(output, command.place().toolbox());
    Invocation.Io io = new Invocation.Io(command.io().input(), held);
    int status = tool.run(new Invocation(deeper(), command.place(), command.words(), io));
    if (!isStopped() || tool.catchesTermination()) {
      held.flush();
    }
    return status;
  }

  @Override
  public boolean await(BooleanSupplier happened, long limitNanos) {
    long limit = Math.min(limitNanos, deadlineNanos);
    if (job != null) {
      return job.await(() -> happened.getAsBoolean() || isStopped(), limit)
          && happened.getAsBoolean();
    }
    BooleanSupplier done =
        () -> {
          session.resumeReady();
          return happened.getAsBoolean() || isStopped();
        };
    long now = lab().loop().nowNanos();
    long end = limit == Long.MAX_VALUE ? now + Shell.PATIENCE_NANOS : Math.max(limit, now);
    lab().loop().runUntil(done, end);
    return happened.getAsBoolean();
  }

  @Override
  public boolean insist(BooleanSupplier happened) {
    if (job != null) {
      return await(happened, Long.MAX_VALUE);
    }
    BooleanSupplier done =
        () -> {
          session.resumeReady();
          return happened.getAsBoolean() || session.budget().exceeded() != null;
        };
    lab().loop().runUntil(done, lab().loop().nowNanos() + Shell.PATIENCE_NANOS);
    return happened.getAsBoolean();
  }

  @Override
  public boolean enter(Entered entered) {
    return job == null && session.doorway().enter(entered);
  }

  @Override
  public @Nullable String ask(String question) {
    return job == null ? session.doorway().ask(question) : null;
  }

  @Override
  public Shell until(long newDeadlineNanos) {
    return new Task(session, job, Math.min(deadlineNanos, newDeadlineNanos), depth, charged, pipe);
  }

  /// The same, its commands free of charge.
  Task uncharged() {
    return new Task(session, job, deadlineNanos, depth, false, pipe);
  }

  /// A command was started in the background.
  void fork() {
    if (charged) {
      await(() -> false, lab().loop().nowNanos() + FORK_NANOS);
    }
  }

  /// The same in the background.
  Task inBackground(Job newJob) {
    return new Task(session, newJob, deadlineNanos, depth, charged, pipe);
  }

  /// The same beside others, writing into a pipe.
  Task beside(Job newJob, Pipe newPipe) {
    return new Task(session, newJob, deadlineNanos, depth, charged, newPipe);
  }

  /// Somebody else writes into its pipe from now on.
  void sharePipe() {
    if (pipe != null) {
      pipe.shared();
    }
  }

  /// One who wrote into its pipe has ended.
  void leavePipe() {
    if (pipe != null) {
      pipe.writerEnded();
    }
  }

  /// Lets whoever reads what was written here go on first.
  void giveWay() {
    if (pipe != null) {
      await(() -> !pipe.isReadersTurn(), Long.MAX_VALUE);
    }
  }

  /// One command further down.
  Task deeper() {
    if (depth >= DEPTH_MAX) {
      throw new ShellLimitException(
          "commands start each other too deeply (limit " + DEPTH_MAX + ")");
    }
    return new Task(session, job, deadlineNanos, depth + 1, charged, pipe);
  }

  /// Whether no further command shall run here.
  boolean isStopped() {
    return session.interrupt().isWanted()
        || session.budget().exceeded() != null
        || (job != null && job.isCancelled())
        || (pipe != null && pipe.isBroken())
        || lab().loop().nowNanos() >= deadlineNanos;
  }

  /// The exit status of what was stopped: 128 and the number of SIGINT, SIGPIPE or SIGTERM.
  int stopStatus() {
    if (session.interrupt().isWanted()) {
      return 130;
    }
    return pipe != null && pipe.isBroken() ? 141 : 143;
  }
}
