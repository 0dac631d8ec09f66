package dev.drydock.scenarios.tools.firewall;

import dev.drydock.scenarios.tools.CommandFailure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A command line of iptables: what to do, where, how to print, and the words of the rule
/// (`iptables/xshared.c`, `do_parse`).
final class IptablesOptions {
  private static final String COMMANDS = "ADCIRLSFZNXEPV";
  private static final String FLAGS = "nvxhw46c";
  private static final List<String> LONG_COMMANDS =
      List.of(
          "--append",
          "--delete",
          "--check",
          "--insert",
          "--replace",
          "--list",
          "--list-rules",
          "--flush",
          "--zero",
          "--new",
          "--delete-chain",
          "--rename-chain",
          "--policy",
          "--version");

  /// Options of rules, and their letters in messages.
  private static final Map<String, String> LETTERS =
      Map.ofEntries(
          Map.entry("-s", "s"),
          Map.entry("--source", "s"),
          Map.entry("-d", "d"),
          Map.entry("--destination", "d"),
          Map.entry("-p", "p"),
          Map.entry("--protocol", "p"),
          Map.entry("-j", "j"),
          Map.entry("--jump", "j"),
          Map.entry("-g", "j"),
          Map.entry("--goto", "j"),
          Map.entry("-i", "i"),
          Map.entry("--in-interface", "i"),
          Map.entry("-o", "o"),
          Map.entry("--out-interface", "o"),
          Map.entry("-f", "f"),
          Map.entry("-c", "c"),
          Map.entry("--set-counters", "c"));

  private final String program;
  private final List<String> words;
  private int next;

  private char command;
  private String table = "filter";
  private @Nullable String chain;
  private int number;
  private String extra = "";
  private boolean numeric;
  private boolean verbose;
  private boolean exact;
  private boolean lineNumbers;
  private final List<String> rule = new ArrayList<>();
  private final Set<String> given = new LinkedHashSet<>();

  private IptablesOptions(String program, List<String> words) {
    this.program = program;
    this.words = Clusters.split(words, COMMANDS, FLAGS);
  }

  /// Reads a command line.
  ///
  /// @param words those behind the command's name
  static IptablesOptions parse(String program, List<String> words) throws CommandFailure {
    IptablesOptions options = new IptablesOptions(program, words);
    options.parse();
    return options;
  }

  private void parse() throws CommandFailure {
    while (next < words.size()) {
      String word = words.get(next++);
      int index = LONG_COMMANDS.indexOf(word);
      if (index >= 0) {
        command(COMMANDS.charAt(index));
      } else if (word.length() == 2
          && word.charAt(0) == '-'
          && COMMANDS.indexOf(word.charAt(1)) >= 0) {
        command(word.charAt(1));
      } else {
        option(word);
      }
    }
    if (command == 0) {
      checkWords();
      throw IptablesErrors.usage(program, "no command specified");
    }
    if ("LSFZXNP".indexOf(command) >= 0) {
      checkWords();
    }
    for (String letter : given) {
      if (!allows(letter)) {
        throw IptablesErrors.usage(program, "Illegal option `-" + letter + "' with this command");
      }
    }
  }

  /// Without a command, or with one that takes no rule, the first word of a rule is the wrong one,
  /// as no protocol is named yet.
  private void checkWords() throws CommandFailure {
    if (!rule.isEmpty() && !rule.get(0).startsWith("-")) {
      throw IptablesErrors.usage(program, "Bad argument `" + rule.get(0) + "'");
    }
    if (!rule.isEmpty() && !LETTERS.containsKey(rule.get(0))) {
      throw IptablesErrors.usage(program, "unknown option \"" + rule.get(0) + "\"");
    }
  }

  /// What options go with which command (`commands_v_options`).
  private boolean allows(String letter) {
    boolean changesRule = "AICR".indexOf(command) >= 0 || (command == 'D' && number == 0);
    return switch (letter) {
      case "n", "x", "0" -> command == 'L';
      case "c" -> "AIRPS".indexOf(command) >= 0;
      default -> changesRule;
    };
  }

  private void option(String word) throws CommandFailure {
    switch (word) {
      case "-t", "--table" -> table = value(word);
      case "-n", "--numeric" -> {
        numeric = true;
        given.add("n");
      }
      case "-v", "--verbose" -> verbose = true;
      case "-x", "--exact" -> {
        exact = true;
        given.add("x");
      }
      case "--line-numbers", "--line-number", "--line" -> {
        lineNumbers = true;
        given.add("0");
      }
      case "-4", "--ipv4", "-6", "--ipv6" -> {
        // what it does anyway
      }
      case "-w", "--wait" -> {
        if (hasValue() && !words.get(next++).matches("\\d+")) {
          throw IptablesErrors.usage(program, "wait seconds not numeric");
        }
      }
      case "-W", "--wait-interval" -> value(word);
      case "--modprobe" -> value(word);
      default -> ruleWord(word);
    }
  }

  /// Words of the rule; free text is taken as it is.
  private void ruleWord(String word) throws CommandFailure {
    String letter = LETTERS.get(word);
    if (letter != null) {
      given.add(letter);
    }
    rule.add(word);
    if (word.equals("--comment") || word.equals("--log-prefix")) {
      rule.add(value(word));
    }
  }

  private String value(String option) throws CommandFailure {
    if (next == words.size()) {
      throw IptablesErrors.usage(program, "option \"" + option + "\" requires an argument");
    }
    return words.get(next++);
  }

  /// Whether a value follows that an option may leave out.
  private boolean hasValue() {
    return next < words.size()
        && !words.get(next).startsWith("-")
        && !words.get(next).startsWith("!");
  }

  private void command(char letter) throws CommandFailure {
    if (command != 0) {
      boolean both = "LZ".indexOf(command) >= 0 && "LZ".indexOf(letter) >= 0;
      if (!both) {
        throw IptablesErrors.usage(program, "Cannot use -" + letter + " with -" + command);
      }
    }
    command = letter;
    switch (letter) {
      case 'L', 'S', 'Z', 'F', 'X' -> {
        chain = hasValue() ? words.get(next++) : chain;
        readNumber();
      }
      case 'V' -> {
        // nothing more
      }
      case 'E', 'P' -> {
        chain = value("-" + letter);
        if (!hasValue()) {
          String needs =
              letter == 'E' ? "old-chain-name and new-chain-name" : "a chain and a policy";
          throw IptablesErrors.usage(program, "-" + letter + " requires " + needs);
        }
        extra = words.get(next++);
      }
      default -> {
        chain = value("-" + letter);
        if ("DIR".indexOf(letter) >= 0) {
          readNumber();
        }
      }
    }
  }

  private void readNumber() throws CommandFailure {
    if (hasValue()) {
      String word = words.get(next++);
      number = word.matches("\\d{1,9}") ? Integer.parseInt(word) : 0;
      if (number == 0) {
        throw IptablesErrors.usage(program, "Invalid rule number `" + word + "'");
      }
    } else if (command == 'R') {
      throw IptablesErrors.usage(program, "-R requires a rule number");
    }
  }

  /// The letter of the command: `A` for `-A`.
  char command() {
    return command;
  }

  String table() {
    return table;
  }

  /// The chain; null for all.
  @Nullable String chain() {
    return chain;
  }

  /// The number of a rule, from 1; 0 for none.
  int number() {
    return number;
  }

  /// The policy of `-P`, the new name of `-E`.
  String extra() {
    return extra;
  }

  boolean numeric() {
    return numeric;
  }

  boolean verbose() {
    return verbose;
  }

  boolean exact() {
    return exact;
  }

  boolean lineNumbers() {
    return lineNumbers;
  }

  /// The words of the rule.
  List<String> rule() {
    return rule;
  }
}
