package dev.drydock.scenarios.tools;

import dev.drydock.core.app.Program;
import dev.drydock.scenarios.lab.Lab;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One run of a tool: where, with which arguments, and where its output goes.
public final class Invocation {
  private final Shell shell;
  private final Place place;
  private final List<String> arguments;
  private final Output output;
  private final Input input;

  /// One run.
  ///
  /// @param arguments the words of the command, the command's name first
  /// @param io its streams
  public Invocation(Shell shell, Place place, List<String> arguments, Io io) {
    this.shell = shell;
    this.place = place;
    this.arguments = List.copyOf(arguments);
    this.output = io.output();
    this.input = io.input();
  }

  /// The streams of a run.
  ///
  /// @param input its standard input
  /// @param output where its output goes
  public record Io(Input input, Output output) {
    /// Streams of which the first is all there.
    public Io(String input, Output output) {
      this(Input.of(input), output);
    }
  }

  /// The lab.
  public Lab lab() {
    return shell.lab();
  }

  /// The interpreter: other commands, containers, engines.
  public Shell shell() {
    return shell;
  }

  /// Where the command runs.
  public Place place() {
    return place;
  }

  /// The command as it was typed: `ping`, `ip`, `docker`.
  public String name() {
    return arguments.get(0);
  }

  /// The words after the command's name.
  public List<String> arguments() {
    return arguments.subList(1, arguments.size());
  }

  /// Everything on its standard input; waits for its end.
  public String input() {
    return input.rest(shell);
  }

  /// Its standard input, to be read bit by bit or handed on.
  public Input standardInput() {
    return input;
  }

  /// The next line of its standard input with its end, when it has come; null for none.
  public @Nullable String line() {
    return input.line(shell);
  }

  /// Where its output goes.
  public Output output() {
    return output;
  }

  /// Writes a line to standard output.
  public void out(String line) {
    output.write(line + "\n", false);
  }

  /// Writes a line to standard error.
  public void err(String line) {
    output.write(line + "\n", true);
  }

  /// Starts a program and lets virtual time pass until it has ended.
  public void await(Program program) {
    program.start();
    if (!shell.await(program::isDone, lab().loop().nowNanos() + Shell.PATIENCE_NANOS)) {
      program.interrupt();
    }
  }

  /// Lets virtual time pass.
  public void sleep(long nanos) {
    shell.await(() -> false, lab().loop().nowNanos() + nanos);
  }
}
