package dev.drydock.scenarios.tools;

/// A command gives up: what it says on standard error, and its exit status.
public final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String text;

  /// The end of a command.
  ///
  /// @param status the exit status
  /// @param text what it says, without the last line end; empty for nothing
  public CommandFailure(int status, String text) {
    super(text, null, false, false);
    this.status = status;
    this.text = text;
  }

  /// Says it.
  ///
  /// @return the exit status
  public int end(Invocation invocation) {
    if (!text.isEmpty()) {
      invocation.err(text);
    }
    return status;
  }

  /// The exit status.
  public int status() {
    return status;
  }

  /// What it says, without the last line end; empty for nothing.
  public String text() {
    return text;
  }
}
