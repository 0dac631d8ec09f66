package dev.drydock.scenarios.tools.http;

import java.util.ArrayList;
import java.util.List;

/// A command line as `getopt_long` reads it: options and operands in any order.
///
/// @param options in the order they were given
/// @param operands what is no option
/// @param unknown what is wrong, in the words of `getopt`; empty when nothing is
record CommandLine(List<Option> options, List<String> operands, String unknown) {
  /// One option.
  ///
  /// @param name its letter, or its long name
  /// @param value empty for one that takes none
  record Option(String name, String value) {}

  /// Reads the words.
  ///
  /// @param letters the letters there are, those that take a value followed by a colon
  /// @param longNames the long names, those that take a value followed by an equals sign
  static CommandLine read(String letters, List<String> longNames, List<String> words) {
    Reader reader = new Reader(letters, longNames, words);
    reader.read();
    return new CommandLine(reader.options, reader.operands, reader.unknown);
  }

  private static final class Reader {
    private final String letters;
    private final List<String> longNames;
    private final List<String> words;
    private final List<Option> options = new ArrayList<>();
    private final List<String> operands = new ArrayList<>();
    private String unknown = "";
    private int at;

    Reader(String letters, List<String> longNames, List<String> words) {
      this.letters = letters;
      this.longNames = longNames;
      this.words = words;
    }

    void read() {
      while (at < words.size() && unknown.isEmpty()) {
        String word = words.get(at);
        at++;
        if (word.equals("--")) {
          operands.addAll(words.subList(at, words.size()));
          return;
        }
        if (word.startsWith("--")) {
          readLong(word.substring(2));
        } else if (word.length() > 1 && word.charAt(0) == '-') {
          readGroup(word);
        } else {
          operands.add(word);
        }
      }
    }

    private void readLong(String text) {
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      if (longNames.contains(name)) {
        options.add(new Option(name, ""));
      } else if (!longNames.contains(name + "=")) {
        unknown = "unrecognized option '--" + name + "'";
      } else if (equals >= 0) {
        options.add(new Option(name, text.substring(equals + 1)));
      } else {
        takeNext(name, "option '--" + name + "' requires an argument");
      }
    }

    private void takeNext(String name, String missing) {
      if (at == words.size()) {
        unknown = missing;
        return;
      }
      options.add(new Option(name, words.get(at)));
      at++;
    }

    private void readGroup(String word) {
      for (int i = 1; i < word.length() && unknown.isEmpty(); i++) {
        char letter = word.charAt(i);
        int known = letter == ':' ? -1 : letters.indexOf(letter);
        if (known < 0) {
          unknown = "invalid option -- '" + letter + "'";
          return;
        }
        String name = String.valueOf(letter);
        boolean takesValue = known + 1 < letters.length() && letters.charAt(known + 1) == ':';
        if (!takesValue) {
          options.add(new Option(name, ""));
        } else if (i + 1 < word.length()) {
          options.add(new Option(name, word.substring(i + 1)));
          return;
        } else {
          takeNext(name, "option requires an argument -- '" + letter + "'");
        }
      }
    }
  }
}
