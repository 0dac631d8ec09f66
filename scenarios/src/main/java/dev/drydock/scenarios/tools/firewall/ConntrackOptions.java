package dev.drydock.scenarios.tools.firewall;

import dev.drydock.core.netfilter.ConnectionListener;
import dev.drydock.scenarios.tools.CommandFailure;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The words behind `conntrack` (`do_parse` of `src/conntrack.c`).
final class ConntrackOptions {
  private static final List<String> TABLES = List.of("conntrack", "expect", "dying", "unconfirmed");
  private static final List<String> OUTPUTS =
      List.of("xml", "extended", "timestamp", "id", "ktimestamp", "labels", "userspace", "save");
  private static final String COMMANDS = "LDFCSGUEV";

  private final List<String> words;
  private final FlowFilter filter = new FlowFilter();
  private final List<String> output = new ArrayList<>();
  private Set<ConnectionListener.Change> events = EnumSet.allOf(ConnectionListener.Change.class);
  private String table = "conntrack";
  private char command = 'h';
  private int newMark;
  private boolean zeroes;
  private int at;

  /// A wrong command line.
  static CommandFailure wrong(String message) {
    String hint = "Try `conntrack -h' or 'conntrack --help' for more information.";
    return new CommandFailure(2, ConntrackTool.NAME + message + "\n" + hint);
  }

  private ConntrackOptions(List<String> words) {
    this.words = words;
  }

  static ConntrackOptions read(List<String> arguments) throws CommandFailure {
    ConntrackOptions options =
        new ConntrackOptions(Clusters.split(arguments, "", "LDFCSGUEVhngjz"));
    options.readCommand();
    while (options.at < options.words.size()) {
      options.readOne(options.words.get(options.at++));
    }
    return options;
  }

  /// Which command it is decides what `-m` means: it is looked for first.
  private void readCommand() throws CommandFailure {
    for (String word : words) {
      char letter = letter(word);
      if (letter != 0 && command != 'h') {
        throw wrong("Invalid commands combination");
      }
      command = letter == 0 ? command : letter;
    }
  }

  private static char letter(String word) {
    String full =
        switch (word) {
          case "--dump", "--list" -> "-L";
          case "--delete" -> "-D";
          case "--flush" -> "-F";
          case "--count" -> "-C";
          case "--stats" -> "-S";
          case "--get" -> "-G";
          case "--update" -> "-U";
          case "--event" -> "-E";
          case "--version" -> "-V";
          default -> word;
        };
    boolean isOne = full.length() == 2 && full.charAt(0) == '-';
    return isOne && COMMANDS.indexOf(full.charAt(1)) >= 0 ? full.charAt(1) : 0;
  }

  private void readOne(String word) throws CommandFailure {
    if (letter(word) != 0) {
      readTable();
      return;
    }
    switch (word) {
      case "-h", "--help" -> command = 'h';
      case "-o", "--output" -> readOutput(value(word));
      case "-e", "--event-mask" -> readEvents(value(word));
      case "-z", "--zero" -> zeroes = true;
      case "-b", "--buffer-size", "-w", "--zone" -> value(word);
      case "-n", "--src-nat", "-g", "--dst-nat", "-j", "--any-nat" ->
          filter.translated(word, optional());
      case "-m", "--mark" -> {
        if (command == 'U') {
          newMark = FlowFilter.mark(value(word));
        } else {
          filter.add(word, value(word));
        }
      }
      default -> {
        if (!filter.knows(word)) {
          throw wrong("unknown option `" + word + "'");
        }
        filter.add(word, value(word));
      }
    }
  }

  private void readTable() throws CommandFailure {
    if (at < words.size() && !words.get(at).startsWith("-")) {
      table = words.get(at++);
      if (!TABLES.contains(table)) {
        throw wrong("unknown type `" + table + "'");
      }
    }
  }

  private String value(String option) throws CommandFailure {
    if (at >= words.size()) {
      throw wrong("option `" + option + "' requires an argument");
    }
    return words.get(at++);
  }

  private String optional() {
    return at < words.size() && !words.get(at).startsWith("-") ? words.get(at++) : "";
  }

  private void readOutput(String text) throws CommandFailure {
    for (String word : text.split(",", -1)) {
      if (!OUTPUTS.contains(word)) {
        throw wrong("Bad parameter `" + word + "'");
      }
      output.add(word);
    }
  }

  private void readEvents(String text) throws CommandFailure {
    events = EnumSet.noneOf(ConnectionListener.Change.class);
    for (String word : text.split(",", -1)) {
      switch (word.toUpperCase(Locale.ROOT)) {
        case "ALL" -> events = EnumSet.allOf(ConnectionListener.Change.class);
        case "NEW" -> events.add(ConnectionListener.Change.NEW);
        case "UPDATES" -> events.add(ConnectionListener.Change.UPDATE);
        case "DESTROY" -> events.add(ConnectionListener.Change.DESTROY);
        default -> throw wrong("Bad parameter `" + word + "'");
      }
    }
  }

  /// The letter of the command, `h` without one.
  char command() {
    return command;
  }

  FlowFilter filter() {
    return filter;
  }

  /// `-o`.
  List<String> output() {
    return List.copyOf(output);
  }

  /// `-e`.
  Set<ConnectionListener.Change> events() {
    return events;
  }

  /// The mark to set.
  int newMark() {
    return newMark;
  }

  /// `-z`.
  boolean zeroes() {
    return zeroes;
  }

  boolean isAboutExpectations() {
    return table.equals("expect");
  }

  /// Nothing is ever dying or unconfirmed between two packets.
  boolean isEmptyTable() {
    return table.equals("dying") || table.equals("unconfirmed");
  }
}
