package dev.drydock.cli;

import java.util.ArrayList;
import java.util.List;

/// What `drydock help VERB` prints of a verb's syntax, 80 columns wide.
///
/// ```
/// Usage: drydock run [-hq] [--no-pcap] [-o=DIR] [FILE...]
///
///   -o, --out=DIR   where results go
/// ```
final class Usage {
  private static final int COLUMNS = 80;

  /// Before the names that have no short one.
  private static final int INDENT = 6;

  private static final int GAP = 3;

  /// Longer names have a line of their own.
  private static final int NAME_COLUMNS_MAX = 20;

  private final Syntax syntax;
  private final StringBuilder text = new StringBuilder();

  private Usage(Syntax syntax) {
    this.syntax = syntax;
  }

  /// The lines, each with its end.
  static String of(Syntax syntax) {
    Usage usage = new Usage(syntax);
    String head = "Usage: drydock " + syntax.verb().name() + " ";
    usage.wrap(head, usage.synopsis(), head.length());
    String summary = syntax.verb().summary();
    usage.line("");
    usage.line(Character.toUpperCase(summary.charAt(0)) + summary.substring(1) + ".");
    usage.line("");
    usage.table();
    return usage.text.toString();
  }

  private List<String> synopsis() {
    List<Option> sorted = syntax.sortedOptions();
    StringBuilder joined = new StringBuilder();
    List<String> flags = new ArrayList<>();
    List<String> single = new ArrayList<>();
    List<String> repeated = new ArrayList<>();
    for (Option option : sorted) {
      String value = "[" + option.names().getFirst() + "=" + option.label() + "]";
      switch (option.kind()) {
        case FLAG -> {
          if (option.shortName().isEmpty()) {
            flags.add("[" + option.longName() + "]");
          } else {
            joined.append(option.shortName().charAt(1));
          }
        }
        case VALUE -> single.add(value);
        case REPEATED -> repeated.add(value + "...");
      }
    }
    List<String> all = new ArrayList<>();
    all.add("[-" + joined + "]");
    all.addAll(flags);
    all.addAll(single);
    all.addAll(repeated);
    Syntax.Words words = syntax.words();
    if (words != null) {
      all.add(words.text());
    }
    return all;
  }

  private void table() {
    List<String> names = new ArrayList<>();
    List<String> descriptions = new ArrayList<>();
    Syntax.Words words = syntax.words();
    if (words != null) {
      names.add(words.text());
      descriptions.add(words.description());
    }
    for (Option option : syntax.sortedOptions()) {
      names.add(option.longName() + (option.isFlag() ? "" : "=" + option.label()));
      descriptions.add(option.description());
    }
    int width = names.stream().mapToInt(String::length).filter(Usage::fits).max().orElse(0);
    for (int i = 0; i < names.size(); i++) {
      row(shortName(names.get(i)), names.get(i), descriptions.get(i), INDENT + width + GAP);
    }
  }

  private static boolean fits(int length) {
    return length <= NAME_COLUMNS_MAX;
  }

  /// ` -o, `, or as many spaces.
  private String shortName(String name) {
    int equals = name.indexOf('=');
    Option option = syntax.find(equals < 0 ? name : name.substring(0, equals));
    return option == null || option.shortName().isEmpty()
        ? " ".repeat(INDENT)
        : "  " + option.shortName() + ", ";
  }

  private void row(String shortName, String name, String description, int column) {
    String head = shortName + name;
    if (!fits(name.length())) {
      line(head);
      head = "";
    }
    String filled = head + " ".repeat(column - head.length());
    wrap(filled, List.of(description.split(" ", -1)), column + 2);
  }

  private void wrap(String head, List<String> words, int indent) {
    StringBuilder line = new StringBuilder(head);
    boolean empty = true;
    for (String word : words) {
      if (!empty && line.length() + 1 + word.length() >= COLUMNS) {
        line(line.toString());
        line = new StringBuilder(" ".repeat(indent));
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    line(line.toString());
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
