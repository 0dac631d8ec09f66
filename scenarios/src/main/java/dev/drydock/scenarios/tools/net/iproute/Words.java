package dev.drydock.scenarios.tools.net.iproute;

import java.util.List;

/// The words of a command line, read from left to right as iproute2 does, with its complaints
/// (`lib/utils.c`).
public final class Words {
  private final List<String> words;
  private int at;

  public Words(List<String> words) {
    this.words = words;
  }

  /// Whether all words are read.
  public boolean isEmpty() {
    return at >= words.size();
  }

  /// Reads a word that must be there.
  public String next() throws ToolFailure {
    if (isEmpty()) {
      throw incomplete();
    }
    return words.get(at++);
  }

  /// The next word, which stays; empty at the end.
  public String peek() {
    return isEmpty() ? "" : words.get(at);
  }

  /// Goes back one word.
  public void back() {
    at--;
  }

  /// Reads the next word if it is the given one.
  public boolean skip(String wanted) {
    if (!peek().equals(wanted)) {
      return false;
    }
    at++;
    return true;
  }

  /// What is left.
  public List<String> rest() {
    return words.subList(at, words.size());
  }

  /// Reads a number that is not negative.
  public int number(String what) throws ToolFailure {
    String text = next();
    try {
      int number = Integer.decode(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong(text, "\"" + what + "\" value is invalid");
    }
    throw wrong(text, "\"" + what + "\" value is invalid");
  }

  /// Whether a word is a beginning of a command's name (`matches`).
  public static boolean matches(String word, String command) {
    return !word.isEmpty() && command.startsWith(word);
  }

  /// `NEXT_ARG` at the end of the line.
  static ToolFailure incomplete() {
    return new ToolFailure(
        ToolFailure.MINUS_ONE, "Command line is not complete. Try option \"help\"");
  }

  /// `invarg`.
  public static ToolFailure wrong(String word, String why) {
    return new ToolFailure(
        ToolFailure.MINUS_ONE, "Error: argument \"" + word + "\" is wrong: " + why);
  }

  /// `duparg2`.
  public static ToolFailure duplicate(String key, String word) {
    return new ToolFailure(
        ToolFailure.MINUS_ONE,
        "Error: either \"" + key + "\" is duplicate, or \"" + word + "\" is a garbage.");
  }
}
