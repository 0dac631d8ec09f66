package dev.drydock.scenarios.shell;

import org.jspecify.annotations.Nullable;

/// What can be read from a stream, and how far `read` has come in it.
final class Input {
  private final String text;
  private int position;

  Input(String text) {
    this.text = text;
  }

  /// Nothing to read.
  static Input empty() {
    return new Input("");
  }

  /// All that is left; it stays.
  String rest() {
    return text.substring(position);
  }

  /// The next line without its end; null when there is none.
  @Nullable String line() {
    if (position >= text.length()) {
      return null;
    }
    int end = text.indexOf('\n', position);
    int stop = end < 0 ? text.length() : end;
    String line = text.substring(position, stop);
    position = Math.min(stop + 1, text.length());
    return line;
  }
}
