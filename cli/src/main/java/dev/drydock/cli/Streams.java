package dev.drydock.cli;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// What a command sees of the process it runs in: its streams, whether they are terminals, the
/// environment, the working folder. Text is UTF-8 whatever the locale.
class Streams {
  private static final int STDIN = 0;
  private static final int STDOUT = 1;
  private static final int STDERR = 2;

  private final InputStream in;
  private final CheckedOutput results;
  private final PrintStream out;
  private final PrintStream err;
  private final Surroundings surroundings;

  /// Streams of any kind.
  Streams(InputStream in, OutputStream out, OutputStream err, Surroundings surroundings) {
    this.in = in;
    this.results = new CheckedOutput(out);
    this.out = new PrintStream(new BufferedOutputStream(results), false, StandardCharsets.UTF_8);
    this.err = new PrintStream(new CheckedOutput(err), true, StandardCharsets.UTF_8);
    this.surroundings = surroundings;
  }

  /// What else a process has.
  ///
  /// @param environment its variables
  /// @param folder where it was started
  /// @param terminals whether a file descriptor is a terminal
  record Surroundings(Map<String, String> environment, Path folder, IntPredicate terminals) {}

  /// The streams of this process.
  static Streams ofProcess() {
    return new Streams(
        System.in,
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        new Surroundings(System.getenv(), Path.of("").toAbsolutePath(), Streams::isTerminal));
  }

  /// Linux tells each stream apart; elsewhere Java knows only whether both input and output are
  /// terminals.
  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }
  }

  /// Standard input.
  InputStream in() {
    return in;
  }

  /// Results.
  PrintStream out() {
    return out;
  }

  /// Progress and diagnostics.
  PrintStream err() {
    return err;
  }

  /// The variables of the process.
  Map<String, String> environment() {
    return surroundings.environment();
  }

  /// A variable that is set and not empty.
  @Nullable String variable(String name) {
    String value = surroundings.environment().get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /// The folder the process was started in.
  Path folder() {
    return surroundings.folder();
  }

  /// Whether somebody types.
  boolean isInputTerminal() {
    return surroundings.terminals().test(STDIN);
  }

  /// Whether results go to a screen.
  boolean isOutputTerminal() {
    return surroundings.terminals().test(STDOUT) && !isDumb();
  }

  /// Whether diagnostics go to a screen.
  boolean isErrorTerminal() {
    return surroundings.terminals().test(STDERR) && !isDumb();
  }

  private boolean isDumb() {
    return "dumb".equals(variable("TERM"));
  }

  /// Whether results may have colours.
  boolean isColoured() {
    return variable("NO_COLOR") == null && isOutputTerminal();
  }

  /// Whether nobody reads the results any more.
  boolean isClosed() {
    out.flush();
    return results.isBroken();
  }

  /// Writes what is buffered and says so when that is not possible.
  ///
  /// @return the exit status of the process
  int finish(int status) {
    out.flush();
    String complaint = results.complaint();
    if (complaint == null) {
      return status;
    }
    err.println("drydock: cannot write to standard output: " + complaint);
    return Math.max(status, ExitStatus.USAGE);
  }
}
