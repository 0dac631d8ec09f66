package dev.drydock.scenarios.shell;

import java.io.Serial;

/// What was typed cannot be read.
final class SyntaxException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  SyntaxException(String message) {
    super(message);
  }

  /// This stands where it must not; the wording is that of BusyBox ash.
  static SyntaxException unexpected(String what) {
    return new SyntaxException("syntax error: unexpected " + what);
  }
}
