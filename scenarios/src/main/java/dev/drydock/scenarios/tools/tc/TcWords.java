package dev.drydock.scenarios.tools.tc;

import dev.drydock.scenarios.tools.CommandFailure;
import java.util.List;

/// The words of a `tc` command, read from left to right.
final class TcWords {
  private final List<String> words;
  private int next;

  TcWords(List<String> words) {
    this.words = words;
  }

  boolean hasNext() {
    return next < words.size();
  }

  /// The next word, which stays.
  String peek() {
    return words.get(next);
  }

  /// Takes the next word, which must be there (`NEXT_ARG`).
  String take() throws CommandFailure {
    if (!hasNext()) {
      throw TcErrors.usage("Command line is not complete. Try option \"help\"");
    }
    return words.get(next++);
  }

  /// Whether the next word is a number, as far as `isdigit` of its first character tells.
  boolean nextIsNumber() {
    return hasNext() && !peek().isEmpty() && isDigit(peek().charAt(0));
  }

  /// The same, and it may have a sign.
  boolean nextIsSignedNumber() {
    return nextIsNumber() || (hasNext() && peek().startsWith("-"));
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  /// Whether a word is a beginning of a keyword (`matches` of iproute2).
  static boolean matches(String word, String keyword) {
    return !word.isEmpty() && keyword.startsWith(word);
  }
}
