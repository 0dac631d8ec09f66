package dev.drydock.cli;

import dev.drydock.scenarios.run.BrokenRunException;
import java.io.PrintStream;

/// What is said when the program itself is wrong.
final class BugReport {
  private BugReport() {}

  /// Prints one line, and the stack trace if asked for.
  ///
  /// @return the exit status
  static int print(Throwable bug, boolean debug, PrintStream err) {
    if (bug instanceof OutOfMemoryError) {
      err.println("drydock: out of memory; give Java more with JAVA_TOOL_OPTIONS=-Xmx4g");
    } else {
      err.println("drydock: a bug of drydock: " + describe(bug) + ", please report it");
    }
    if (debug) {
      bug.printStackTrace(err);
    }
    return ExitStatus.BUG;
  }

  private static String describe(Throwable bug) {
    String message = bug.getMessage();
    String name = bug.getClass().getSimpleName();
    if (message == null) {
      return name;
    }
    int end = message.indexOf('\n');
    String line = end < 0 ? message : message.substring(0, end);
    return bug instanceof BrokenRunException ? line : name + ": " + line;
  }
}
