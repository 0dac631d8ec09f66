package dev.drydock.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// How options are declared: in code, because scanning annotations costs start-up time.
final class Options {
  private Options() {}

  /// The option with a value, once: `--out DIR`.
  static OptionSpec value(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .description(description)
        .paramLabel(label)
        .type(String.class)
        .arity("1")
        .build();
  }

  /// The option with a value from a list of words.
  static OptionSpec choice(List<String> words, String description, String... names) {
    return OptionSpec.builder(names)
        .description(description)
        .paramLabel(String.join("|", words))
        .type(String.class)
        .completionCandidates(words)
        .arity("1")
        .build();
  }

  /// The option with a value that may be given several times.
  static OptionSpec repeated(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .description(description)
        .paramLabel(label)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .build();
  }

  /// The switch.
  static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names)
        .description(description)
        .type(boolean.class)
        .arity("0")
        .build();
  }

  /// The words after the options, any number of them.
  static PositionalParamSpec words(String label, String description) {
    return PositionalParamSpec.builder()
        .description(description)
        .paramLabel(label)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .index("0..*")
        .arity("0..*")
        .build();
  }

  /// The one word after the options.
  static PositionalParamSpec word(String label, boolean required, String description) {
    return PositionalParamSpec.builder()
        .description(description)
        .paramLabel(label)
        .type(String.class)
        .index("0")
        .arity(required ? "1" : "0..1")
        .build();
  }

  /// The options of every verb.
  static void addCommon(CommandSpec spec) {
    spec.addOption(flag("show this help", "-h", "--help"));
    spec.addOption(flag("show the stack trace of a bug", "--debug"));
  }
}
