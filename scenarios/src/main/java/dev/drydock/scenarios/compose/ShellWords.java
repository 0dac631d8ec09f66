package dev.drydock.scenarios.compose;

import java.util.ArrayList;
import java.util.List;

/// Cuts a command line into words as compose does for `command` and `entrypoint`: blanks part
/// words, quotes and backslashes keep them together, nothing is expanded.
final class ShellWords {

  private final String line;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private ShellWords(String line) {
    this.line = line;
  }

  static List<String> split(String line) {
    var cutter = new ShellWords(line);
    cutter.run();
    return cutter.words;
  }

  private void run() {
    while (at < line.length()) {
      var c = line.charAt(at++);
      switch (c) {
        case ' ', '\t', '\n', '\r' -> endWord();
        case '\'', '"' -> quoted(c);
        case '\\' -> escaped();
        default -> take(c);
      }
    }
    endWord();
  }

  private void quoted(char quote) {
    inWord = true;
    while (at < line.length() && line.charAt(at) != quote) {
      if (quote == '"' && line.charAt(at) == '\\') {
        at++;
        escaped();
      } else {
        take(line.charAt(at++));
      }
    }
    at++;
  }

  private void escaped() {
    if (at < line.length()) {
      take(line.charAt(at++));
    }
  }

  private void take(char c) {
    inWord = true;
    word.append(c);
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
    }
    word.setLength(0);
    inWord = false;
  }
}
