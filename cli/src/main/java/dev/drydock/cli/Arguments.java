package dev.drydock.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/// What was typed after a verb.
final class Arguments {
  private final ParseResult parsed;

  Arguments(ParseResult parsed) {
    this.parsed = parsed;
  }

  /// Whether a switch was given.
  boolean has(String option) {
    return parsed.hasMatchedOption(option);
  }

  /// The value of an option; null without it.
  @Nullable String value(String option) {
    return parsed.matchedOptionValue(option, (String) null);
  }

  /// The values of an option that may repeat.
  List<String> values(String option) {
    return List.copyOf(parsed.matchedOptionValue(option, List.<String>of()));
  }

  /// The one word that belongs to no option; null without it.
  @Nullable String word() {
    return parsed.matchedPositionalValue(0, (String) null);
  }

  /// The words that belong to no option.
  List<String> words() {
    return List.copyOf(parsed.matchedPositionalValue(0, List.<String>of()));
  }
}
