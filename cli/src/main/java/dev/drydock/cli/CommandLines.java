package dev.drydock.cli;

import dev.drydock.scenarios.text.Spelling;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Picocli, set up for our verbs: parsing, and what is said of words that do not fit.
final class CommandLines {
  private CommandLines() {}

  /// The command line of a verb.
  static CommandLine of(Verb verb) {
    CommandSpec spec = CommandSpec.create().name("drydock " + verb.name());
    verb.declare(spec);
    Options.addCommon(spec);
    spec.usageMessage().description("", sentence(verb.summary()), "");
    return new CommandLine(spec).setExpandAtFiles(false).setInterpolateVariables(false);
  }

  private static String sentence(String summary) {
    return Character.toUpperCase(summary.charAt(0)) + summary.substring(1) + ".";
  }

  /// Takes the words after a verb apart.
  static Arguments parse(CommandLine line, List<String> words) throws UserError {
    try {
      return new Arguments(line.parseArgs(words.toArray(new String[0])));
    } catch (ParameterException e) {
      String name = line.getCommandName();
      String verb = name.substring(name.lastIndexOf(' ') + 1);
      throw new UserError(
          explain(line, e) + "\n  \"drydock help " + verb + "\" shows what it takes");
    }
  }

  private static String explain(CommandLine line, ParameterException problem) {
    return switch (problem) {
      case UnmatchedArgumentException unmatched -> explain(line, unmatched);
      case MissingParameterException missing when !missing.getMissing().isEmpty() ->
          explain(missing.getMissing().getFirst());
      default -> String.valueOf(problem.getMessage());
    };
  }

  private static String explain(CommandLine line, UnmatchedArgumentException problem) {
    String word = problem.getUnmatched().getFirst();
    if (!word.startsWith("-")) {
      return "\"" + word + "\" is one word too many";
    }
    String option = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
    List<String> known = new ArrayList<>();
    for (OptionSpec each : line.getCommandSpec().options()) {
      known.addAll(List.of(each.names()));
    }
    String hint = Spelling.hint(option, known);
    return "unknown option " + option + (hint.isEmpty() ? "" : "; " + hint);
  }

  private static String explain(ArgSpec missing) {
    return missing instanceof OptionSpec option
        ? option.longestName() + " needs a value: " + option.paramLabel()
        : missing.paramLabel() + " is missing";
  }
}
