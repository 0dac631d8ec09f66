package dev.drydock.scenarios.shell;

import java.io.Serial;

/// What was typed cannot be read.
final class SyntaxException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final boolean incomplete;

  SyntaxException(String message) {
    this(message, false);
  }

  private SyntaxException(String message, boolean incomplete) {
    super(message);
    this.incomplete = incomplete;
  }

  /// A here-document whose end is missing: more lines may bring it.
  static SyntaxException openHereDocument(String delimiter) {
    return new SyntaxException(
        "syntax error: here-document without its end \"" + delimiter + "\"", true);
  }

  /// Whether more lines could complete the text.
  boolean isIncomplete() {
    return incomplete;
  }

  /// This stands where it must not; the wording is that of BusyBox ash.
  static SyntaxException unexpected(String what) {
    return new SyntaxException("syntax error: unexpected " + what);
  }
}
