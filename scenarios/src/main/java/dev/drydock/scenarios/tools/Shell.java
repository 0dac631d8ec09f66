package dev.drydock.scenarios.tools;

import dev.drydock.core.machine.RunningProcess;
import dev.drydock.core.sim.Nanos;
import dev.drydock.scenarios.lab.Lab;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// What a tool can ask of the interpreter that runs it: other commands, and that time passes.
///
/// Time passes only by [#await]: a tool must not turn the lab's event loop itself, because commands
/// in the background go on in the meantime.
public interface Shell {
  /// The lab.
  Lab lab();

  /// The commands there are.
  ToolRegistry tools();

  /// The containers on the machines.
  ContainerDirectory containers();

  /// The engines and services on the machines.
  EngineControl engines();

  /// Runs a script to its end, as `sh -c` does; no time is charged for the shell.
  ///
  /// @return its exit status
  int run(String script, Place place, Invocation.Io io);

  /// Runs one command to its end, its words taken as they are, as `execve` does.
  ///
  /// @param words the command's name first
  /// @return its exit status; 127 when there is no such command
  int execute(List<String> words, Place place, Invocation.Io io);

  /// Begins a command in the background as `docker exec -d` does; what it writes is lost.
  ///
  /// @param ended is told its exit status
  void begin(List<String> words, Place place, IntConsumer ended);

  /// How long a command waits that says no time of its own: a day of virtual time, as nobody may be
  /// there to interrupt it. A limit of ours.
  long PATIENCE_NANOS = 24 * 3600 * Nanos.SECOND;

  /// Lets virtual time pass until something has happened, or the limit is reached, or the command
  /// is interrupted.
  ///
  /// @param limitNanos virtual time since the start of the run
  /// @return whether it has happened
  boolean await(BooleanSupplier happened, long limitNanos);

  /// The same for a program that was interrupted and does not end before something has happened.
  default boolean insist(BooleanSupplier happened) {
    return await(happened, Long.MAX_VALUE);
  }

  /// Somebody who types goes elsewhere, and stays there until `exit`.
  ///
  /// @return false where nobody types
  default boolean enter(Entered entered) {
    return false;
  }

  /// Asks somebody who types for a line.
  ///
  /// @param question what stands before the cursor
  /// @return null where nobody types
  default @Nullable String ask(String question) {
    return null;
  }

  /// Whether what a command writes is seen on a terminal as it comes.
  default boolean isTerminal() {
    return false;
  }

  /// The process that runs here; null outside of containers.
  default @Nullable RunningProcess process() {
    return null;
  }

  /// A shell whose next command takes the place of this process, as `execve` does.
  default Shell as(RunningProcess process) {
    return this;
  }

  /// A shell whose commands are interrupted at this time.
  ///
  /// @param deadlineNanos virtual time since the start of the run
  Shell until(long deadlineNanos);
}
