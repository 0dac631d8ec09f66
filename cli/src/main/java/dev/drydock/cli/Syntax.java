package dev.drydock.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What may stand behind a verb: its options, and its other words.
final class Syntax {
  private final Verb verb;
  private final List<Option> options = new ArrayList<>();
  private @Nullable Words words;
  private boolean passesUnknownOptions;

  private Syntax(Verb verb) {
    this.verb = verb;
  }

  /// The words that belong to no option.
  ///
  /// @param label what they are called
  /// @param countMax how many there may be
  /// @param isRequired whether one must be there
  /// @param description what they are for
  record Words(String label, int countMax, boolean isRequired, String description) {
    /// As help shows them: `[FILE...]`.
    String text() {
      String all = countMax > 1 ? label + "..." : label;
      return isRequired ? all : "[" + all + "]";
    }
  }

  /// The syntax of a verb.
  static Syntax of(Verb verb) {
    Syntax syntax = new Syntax(verb);
    verb.declare(syntax);
    syntax.add(Option.flag("show this help", "-h", "--help"));
    syntax.add(Option.flag("show the stack trace of a bug", "--debug"));
    return syntax;
  }

  /// Adds an option.
  void add(Option option) {
    options.add(option);
  }

  /// Takes one word besides the options.
  void addWord(String label, boolean required, String description) {
    words = new Words(label, 1, required, description);
  }

  /// Takes any number of words besides the options.
  void addWords(String label, String description) {
    words = new Words(label, Integer.MAX_VALUE, false, description);
  }

  /// Options that are not known count as words.
  void passUnknownOptions() {
    passesUnknownOptions = true;
  }

  Verb verb() {
    return verb;
  }

  /// The options, as they were added.
  List<Option> options() {
    return List.copyOf(options);
  }

  /// The options as help shows them.
  List<Option> sortedOptions() {
    List<Option> sorted = new ArrayList<>(options);
    sorted.sort(Comparator.comparing(Option::sortName));
    return sorted;
  }

  /// The words besides the options, if the verb takes any.
  @Nullable Words words() {
    return words;
  }

  boolean passesUnknownOptions() {
    return passesUnknownOptions;
  }

  /// The option with this name.
  @Nullable Option find(String name) {
    for (Option option : options) {
      if (option.names().contains(name)) {
        return option;
      }
    }
    return null;
  }
}
