package dev.drydock.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What a shell's completion knows of a verb, read from its command specification.
///
/// @param name the word
/// @param summary what it does
/// @param options its options, in the order of help
/// @param word what its other words are
record CompletedVerb(String name, String summary, List<Option> options, Value word) {
  /// One option.
  ///
  /// @param names `-q`, `--quiet`
  /// @param description what it does
  /// @param repeats whether it may be given again
  /// @param value what follows it
  record Option(List<String> names, String description, boolean repeats, Value value) {}

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
    CommandSpec spec = CommandLines.of(verb).getCommandSpec();
    List<Option> options = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      options.add(
          new Option(
              List.of(option.names()),
              String.join(" ", option.description()),
              option.isMultiValue(),
              option.arity().max() == 0 ? NOTHING : value(option)));
    }
    var words = spec.positionalParameters();
    return new CompletedVerb(
        verb.name(), verb.summary(), options, words.isEmpty() ? NOTHING : value(words.getFirst()));
  }

  private static Value value(ArgSpec spec) {
    String label = spec.paramLabel();
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
