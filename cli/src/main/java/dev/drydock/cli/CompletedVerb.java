package dev.drydock.cli;

import java.util.ArrayList;
import java.util.List;

/// What a shell's completion knows of a verb, read from its syntax.
///
/// @param name the word
/// @param summary what it does
/// @param options its options, in the order of help
/// @param word what its other words are
record CompletedVerb(String name, String summary, List<Entry> options, Value word) {
  /// One option.
  ///
  /// @param names `-q`, `--quiet`
  /// @param description what it does
  /// @param repeats whether it may be given again
  /// @param value what follows it
  record Entry(List<String> names, String description, boolean repeats, Value value) {}

  /// What a word can be.
  ///
  /// @param kind of which kind
  /// @param label what it is called: `DIR`
  /// @param words the choice, where there is one
  record Value(Kind kind, String label, List<String> words) {}

  /// The kinds of words that shells complete differently.
  enum Kind {
    NONE,
    FILE,
    FOLDER,
    CHOICE,
    FREE
  }

  private static final Value NOTHING = new Value(Kind.NONE, "", List.of());

  static CompletedVerb of(Verb verb) {
    Syntax syntax = Syntax.of(verb);
    List<Entry> options = new ArrayList<>();
    for (Option option : syntax.options()) {
      options.add(
          new Entry(
              option.names(),
              option.description(),
              option.kind() == Option.Kind.REPEATED,
              option.isFlag() ? NOTHING : value(option.label())));
    }
    Syntax.Words words = syntax.words();
    return new CompletedVerb(
        verb.name(), verb.summary(), options, words == null ? NOTHING : value(words.label()));
  }

  private static Value value(String label) {
    if (label.contains("|")) {
      return new Value(Kind.CHOICE, label, List.of(label.split("\\|", -1)));
    }
    return switch (label) {
      case "FILE", "SESSION" -> new Value(Kind.FILE, label, List.of());
      case "DIR" -> new Value(Kind.FOLDER, label, List.of());
      case "COMMAND" -> new Value(Kind.CHOICE, label, Verbs.names());
      default -> new Value(Kind.FREE, label, List.of());
    };
  }
}
