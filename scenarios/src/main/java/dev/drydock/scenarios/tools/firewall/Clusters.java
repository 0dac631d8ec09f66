package dev.drydock.scenarios.tools.firewall;

import java.util.ArrayList;
import java.util.List;

/// Takes words apart as `getopt_long` does: `-nvL` is `-n -v -L`, `-tnat` is `-t nat`,
/// `--table=nat` is `--table nat`.
final class Clusters {
  private static final String WITH_VALUE = "tsdiopjmg";

  private Clusters() {}

  /// Splits the words of a command line.
  ///
  /// @param commands letters that may have a value
  /// @param flags letters without one
  static List<String> split(List<String> words, String commands, String flags) {
    List<String> split = new ArrayList<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (word.startsWith("--") && equals > 2) {
        split.add(word.substring(0, equals));
        split.add(word.substring(equals + 1));
      } else if (word.length() > 2 && word.startsWith("-") && word.charAt(1) != '-') {
        splitLetters(word, commands + WITH_VALUE, flags, split);
      } else {
        split.add(word);
      }
    }
    return split;
  }

  private static void splitLetters(
      String word, String withValue, String flags, List<String> split) {
    for (int i = 1; i < word.length(); i++) {
      char letter = word.charAt(i);
      if (withValue.indexOf(letter) >= 0) {
        split.add("-" + letter);
        if (i + 1 < word.length()) {
          split.add(word.substring(i + 1));
        }
        return;
      }
      if (flags.indexOf(letter) < 0) {
        split.add(word.substring(0, 1) + word.substring(i));
        return;
      }
      split.add("-" + letter);
    }
  }
}
