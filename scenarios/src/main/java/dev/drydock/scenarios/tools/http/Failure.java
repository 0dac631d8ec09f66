package dev.drydock.scenarios.tools.http;

/// A tool gives up: what it says on standard error, and its exit status.
final class Failure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  /// An end.
  ///
  /// @param text without the last line end; empty for nothing
  Failure(int status, String text) {
    super(text, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }

  String text() {
    String text = getMessage();
    return text == null ? "" : text;
  }
}
