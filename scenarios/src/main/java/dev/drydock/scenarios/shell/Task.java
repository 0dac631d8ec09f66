package dev.drydock.scenarios.shell;

import dev.drydock.core.machine.RunningProcess;
import dev.drydock.core.machine.SignalNames;
import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.tools.CommandTimes;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.EngineControl;
import dev.drydock.scenarios.tools.Entered;
import dev.drydock.scenarios.tools.Executables;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Output;
import dev.drydock.scenarios.tools.Place;
import dev.drydock.scenarios.tools.Shell;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.ToolEntry;
import dev.drydock.scenarios.tools.ToolRegistry;
import dev.drydock.scenarios.tools.Toolbox;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The thread of control in which commands run: the foreground, or a job in the background.
///
/// @param session what all of one interpreter's commands share
/// @param job null for the foreground
/// @param deadlineNanos when it is interrupted; [Long#MAX_VALUE] for never
/// @param manner how its commands run
/// @param pipe what its commands write into; null where that is read to its end
/// @param own the process that it is
record Task(
    Session session,
    @Nullable Job job,
    long deadlineNanos,
    Manner manner,
    @Nullable Pipe pipe,
    Own own)
    implements Shell {
  /// How commands run.
  ///
  /// @param depth how many commands started each other
  /// @param charged whether commands take their declared time
  record Manner(int depth, boolean charged) {
    /// That of what nobody has started.
    static final Manner USUAL = new Manner(0, true);
  }

  /// A thread of control that nobody has started.
  static Task first(Session session, @Nullable Job job) {
    return new Task(session, job, Long.MAX_VALUE, Manner.USUAL, null, Own.nobody());
  }

  /// `sh -c` within `sh -c` …: a user error beyond this.
  static final int DEPTH_MAX = 40;

  /// Until a shell that has started a command in the background is with the next one: making a
  /// process and loading its program. The first packets of two pings started so lay 0.2 to 2 ms
  /// apart when recorded.
  private static final long FORK_NANOS = 1_000_000L;

  private static final int SIGHUP = 1;
  private static final int SIGINT = 2;
  private static final int SIGTERM = 15;

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
    Variables variables = Variables.of(own.process());
    Execution execution = new Execution(deeper(), place, variables, Streams.of(io));
    return (own.process() == null ? execution : execution.asLast()).runText(script);
  }

  @Override
  public int execute(List<String> words, Place place, Invocation.Io io) {
    giveWay();
    String name = words.get(0);
    Tool tool = tools().find(name, place.toolbox());
    if (tool == null) {
      boolean isApplet = Executables.isApplet(name, place.toolbox());
      String why =
          isApplet
              ? name + ": not emulated. BusyBox has this applet, Drydock does not.\n"
              : "sh: " + name + ": not found\n";
      io.output().write(why, true);
      return 127;
    }
    boolean isWithin = own.process() != null && CommandTimes.isWithinShell(words.getFirst());
    Own inner = isWithin ? own : own.begin(place, words);
    int status = as(inner).run(tool, new Command(place, words, io));
    if (inner.process() != own.process()) {
      inner.end(place);
      tellOfSignal(inner.fate().signal(), place, io);
    }
    lab().commandEnded();
    return status;
  }

  @Override
  public void begin(List<String> words, Place place, IntConsumer ended) {
    Job[] self = new Job[1];
    Invocation.Io nowhere = new Invocation.Io("", (text, isError) -> {});
    Job job =
        new Job(
            session.jobs().nextNumber(),
            lab().loop(),
            () -> {
              int status = inBackground(self[0]).execute(words, place, nowhere);
              ended.accept(status);
              return status;
            });
    self[0] = job;
    session.jobs().add(job);
    job.resume();
    fork();
  }

  /// What BusyBox's ash says of a command that a signal has ended.
  private void tellOfSignal(int signal, Place place, Invocation.Io io) {
    String text =
        switch (signal) {
          case SIGTERM -> "Terminated";
          case SignalNames.KILL -> "Killed";
          case SIGHUP -> "Hangup";
          default -> "";
        };
    boolean isAsh = own.process() != null && place.toolbox().has(ToolEntry.BUSYBOX);
    if (isAsh && !text.isEmpty() && !isStopped()) {
      io.output().write(text + "\n", true);
    }
  }

  private record Command(Place place, List<String> words, Invocation.Io io) {
    Command io(Invocation.Io newIo) {
      return new Command(place, words, newIo);
    }
  }

  /// What a program writes that a signal has ended is lost; those that are interrupted may say so.
  private Invocation.Io alive(Invocation.Io io) {
    if (own.process() == null) {
      return io;
    }
    Output output = io.output();
    return new Invocation.Io(
        io.input(),
        (text, isError) -> {
          if (own.fate().signal() == 0 || own.fate().signal() == SIGINT) {
            output.write(text, isError);
          }
        });
  }

  private int run(Tool tool, Command command) {
    List<String> words = command.words();
    if (manner.charged()) {
      long nanos = CommandTimes.nanos(words);
      // A script that nobody attends starts its programs one after the other.
      boolean isInside = session.containers() == null && own.process() != null;
      boolean isScripts = isInside && manner.depth() > 0;
      await(
          () -> false, lab().loop().nowNanos() + (isScripts ? Math.min(nanos, FORK_NANOS) : nanos));
    }
    boolean isApplet = tool == tools().find(words.getFirst(), Toolbox.BUSYBOX);
    Permissions.Refusal refusal = Permissions.of(command.place(), isApplet, words);
    if (refusal != null) {
      command.io().output().write(refusal.text() + "\n", true);
      return refusal.status();
    }
    return isStopped() ? stopStatus() : runAllowed(tool, command);
  }

  private int runAllowed(Tool tool, Command given) {
    Command command = given.io(alive(given.io()));
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

  /// Its process lets a handler see signals first.
  void catchSignals(IntPredicate handler) {
    RunningProcess process = own.process();
    if (process != null) {
      process.onSignal(handler);
    }
  }

  @Override
  public @Nullable RunningProcess process() {
    return own.process();
  }

  @Override
  public Task as(RunningProcess process) {
    return as(Own.of(process));
  }

  private Task as(Own newOwn) {
    return new Task(session, job, deadlineNanos, manner, pipe, newOwn);
  }

  /// The same, the next command taking the place of its process or not.
  Task before(boolean isLast) {
    return as(own.before(isLast));
  }

  /// The same as a copy of its process.
  Task forked(Place place) {
    return as(own.fork(place));
  }

  @Override
  public boolean await(BooleanSupplier happened, long limitNanos) {
    boolean has = awaitRunning(happened, limitNanos);
    while (own.isFrozen() && !isStopped()) {
      has = awaitRunning(() -> !own.isFrozen(), Long.MAX_VALUE) && happened.getAsBoolean();
    }
    return has;
  }

  private boolean awaitRunning(BooleanSupplier happened, long limitNanos) {
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
  public boolean isTerminal() {
    return job == null && session.doorway().isAttended();
  }

  @Override
  public Shell until(long newDeadlineNanos) {
    long deadline = Math.min(deadlineNanos, newDeadlineNanos);
    return new Task(session, job, deadline, manner, pipe, own);
  }

  /// The same, its commands free of charge.
  Task uncharged() {
    Manner free = new Manner(manner.depth(), false);
    return new Task(session, job, deadlineNanos, free, pipe, own);
  }

  /// A command was started in the background.
  void fork() {
    if (manner.charged()) {
      await(() -> false, lab().loop().nowNanos() + FORK_NANOS);
    }
  }

  /// The same in the background.
  Task inBackground(Job newJob) {
    return new Task(session, newJob, deadlineNanos, manner, pipe, own);
  }

  /// The same beside others, writing into a pipe.
  Task beside(Job newJob, Pipe newPipe) {
    return new Task(session, newJob, deadlineNanos, manner, newPipe, own);
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
    if (manner.depth() >= DEPTH_MAX) {
      throw new ShellLimitException(
          "commands start each other too deeply (limit " + DEPTH_MAX + ")");
    }
    Manner deeper = new Manner(manner.depth() + 1, manner.charged());
    return new Task(session, job, deadlineNanos, deeper, pipe, own);
  }

  /// Whether no further command shall run here.
  boolean isStopped() {
    return session.interrupt().isWanted()
        || session.budget().exceeded() != null
        || (job != null && job.isCancelled())
        || own.isKilled()
        || (pipe != null && pipe.isBroken())
        || lab().loop().nowNanos() >= deadlineNanos;
  }

  /// The exit status of what was stopped: 128 and the number of SIGINT, SIGPIPE or SIGTERM.
  int stopStatus() {
    if (session.interrupt().isWanted()) {
      return 128 + SIGINT;
    }
    if (own.isKilled()) {
      return 128 + own.fate().signal();
    }
    return pipe != null && pipe.isBroken() ? 141 : 143;
  }
}
