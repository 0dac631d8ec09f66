package dev.drydock.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was typed after a verb.
final class Arguments {
  private final Syntax syntax;
  private final Map<String, List<String>> options;
  private final List<String> words;

  /// @param options each option that was given, by its long name, and its values; a switch has an
  ///   empty one
  /// @param words what belongs to no option
  Arguments(Syntax syntax, Map<String, List<String>> options, List<String> words) {
    this.syntax = syntax;
    this.options = options;
    this.words = words;
  }

  /// Whether a switch was given.
  boolean has(String option) {
    return !values(option).isEmpty();
  }

  /// The value of an option; null without it.
  @Nullable String value(String option) {
    List<String> values = values(option);
    return values.isEmpty() ? null : values.getFirst();
  }

  /// The values of an option that may repeat.
  List<String> values(String option) {
    Option found = syntax.find(option);
    return found == null ? List.of() : options.getOrDefault(found.longName(), List.of());
  }

  /// The one word that belongs to no option; null without it.
  @Nullable String word() {
    return words.isEmpty() ? null : words.getFirst();
  }

  /// The words that belong to no option.
  List<String> words() {
    return List.copyOf(words);
  }
}
