package dev.drydock.scenarios.tools;

import java.util.ArrayList;
import java.util.List;

/// Command line options as the C library's `getopt` reads them: letters that may be grouped, values
/// that may follow in the same word or the next, operands anywhere.
public final class Getopt {
  private final List<Option> options = new ArrayList<>();
  private final List<String> operands = new ArrayList<>();

  private Getopt() {}

  /// One option.
  ///
  /// @param value empty for an option that takes none
  public record Option(char letter, String value) {}

  /// What is wrong with a command line, as `getopt` says it.
  public static final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    public Failure(String text) {
      super(text, null, false, false);
    }
  }

  /// Reads a command line.
  ///
  /// @param letters the letters there are, those that take a value followed by a colon
  public static Getopt parse(String letters, List<String> words) throws Failure {
    Getopt read = new Getopt();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("--")) {
        read.operands.addAll(words.subList(i + 1, words.size()));
        return read;
      }
      if (word.length() < 2 || word.charAt(0) != '-') {
        read.operands.add(word);
      } else if (read.group(letters, word) == Needs.NEXT_WORD) {
        char letter = word.charAt(word.length() - 1);
        if (i + 1 == words.size()) {
          throw new Failure("option requires an argument -- '" + letter + "'");
        }
        i++;
        read.options.add(new Option(letter, words.get(i)));
      }
    }
    return read;
  }

  private enum Needs {
    NOTHING,
    NEXT_WORD
  }

  private Needs group(String letters, String word) throws Failure {
    for (int at = 1; at < word.length(); at++) {
      char letter = word.charAt(at);
      int known = letter == ':' ? -1 : letters.indexOf(letter);
      if (known < 0) {
        throw new Failure("invalid option -- '" + letter + "'");
      }
      boolean takesValue = known + 1 < letters.length() && letters.charAt(known + 1) == ':';
      if (takesValue && at + 1 == word.length()) {
        return Needs.NEXT_WORD;
      }
      options.add(new Option(letter, takesValue ? word.substring(at + 1) : ""));
      if (takesValue) {
        return Needs.NOTHING;
      }
    }
    return Needs.NOTHING;
  }

  public List<Option> options() {
    return options;
  }

  public List<String> operands() {
    return operands;
  }
}
