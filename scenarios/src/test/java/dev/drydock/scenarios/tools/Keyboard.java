package dev.drydock.scenarios.tools;

import dev.drydock.scenarios.shell.Interpreter;

/// Types lines for tests.
public final class Keyboard {
  private final Interpreter interpreter;
  private int status;

  /// A keyboard that nothing was typed on.
  public Keyboard(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /// Runs a line, with a place in front or on the main machine.
  ///
  /// @return what it says on both streams, in order
  public String type(String line) {
    StringBuilder written = new StringBuilder();
    status = interpreter.type(line, (text, error) -> written.append(text));
    return written.toString();
  }

  /// Runs lines one by one, none of which may fail.
  public void set(String... lines) {
    for (String line : lines) {
      String said = type(line);
      if (status != 0) {
        throw new AssertionError(line + ": " + said);
      }
    }
  }

  /// The exit status of the last line.
  public int status() {
    return status;
  }
}
