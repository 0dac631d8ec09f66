package dev.drydock.scenarios.tools.docker.client;

import java.util.Map;

/// The options of a verb as `--help` lists them: in the order of their names, what they do in a
/// column of its own that is wrapped before column 80 (pflag `FlagUsagesWrapped`; docker/cli
/// `cli/cobra.go`).
final class OptionHelp {
  /// One less than the width of a terminal that is not known.
  private static final int WIDTH = 79;

  /// A line may be longer by this rather than end in a short word (pflag `wrap`).
  private static final int SLOP = 5;

  /// What is narrower is not wrapped.
  private static final int COLUMN_MIN = 24;

  private OptionHelp() {}

  /// One option.
  ///
  /// @param letter 0 for none
  record Option(String name, char letter, boolean takesValue) {
    private String start(String kind) {
      String before = letter == 0 ? "      " : "  -" + letter + ", ";
      return before + "--" + name + (takesValue ? " " + kind : "");
    }
  }

  /// The lines, without a line end at the end.
  ///
  /// @param options by name
  static String of(String verb, Map<String, Option> options) {
    int column = 0;
    for (Option option : options.values()) {
      column = Math.max(column, start(verb, option).length() + 3);
    }
    StringBuilder text = new StringBuilder();
    for (Option option : options.values()) {
      String start = start(verb, option);
      String meaning = wrapped(OptionTexts.of(verb, option.name()).text(), column);
      String line = start + " ".repeat(column - start.length()) + meaning;
      text.append(text.isEmpty() ? "" : "\n").append(line.stripTrailing());
    }
    return text.toString();
  }

  private static String start(String verb, Option option) {
    String kind = OptionTexts.of(verb, option.name()).kind();
    return option.start(kind.equals("-") ? "string" : kind);
  }

  private static String wrapped(String meaning, int column) {
    int room = WIDTH - column - SLOP;
    if (WIDTH - column < COLUMN_MIN) {
      return meaning;
    }
    StringBuilder text = new StringBuilder();
    String rest = meaning;
    while (rest.length() >= room + SLOP) {
      int cut = rest.lastIndexOf(' ', room - 1);
      if (cut <= 0) {
        break;
      }
      text.append(rest, 0, cut).append("\n").append(" ".repeat(column));
      rest = rest.substring(cut + 1);
    }
    return text.append(rest).toString();
  }
}
