package dev.drydock.scenarios.tools.net;

/// A tool gives up: what it says on standard error, and its exit status.
final class ToolFailure extends RuntimeException {
  /// `exit(-1)`, as iproute2 does on a wrong argument.
  static final int MINUS_ONE = 255;

  private static final long serialVersionUID = 1L;

  private final int status;

  /// A tool's end.
  ///
  /// @param status the exit status
  /// @param text what it says, without the last line end; empty for nothing
  ToolFailure(int status, String text) {
    super(text, null, false, false);
    this.status = status;
  }

  /// The exit status.
  int status() {
    return status;
  }

  /// What the tool says on standard error.
  String text() {
    String text = getMessage();
    return text == null ? "" : text;
  }
}
