package dev.drydock.cli;

import dev.drydock.scenarios.text.Spelling;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes the words after a verb apart, as POSIX and GNU do: `-o DIR`, `-oDIR`, `-qo DIR`, `--out
/// DIR`, `--out=DIR`; options may stand among the other words until `--`.
final class ArgumentParser {
  private final Syntax syntax;
  private final ArrayDeque<String> left;
  private final Map<String, List<String>> options = new LinkedHashMap<>();
  private final List<String> words = new ArrayList<>();

  private ArgumentParser(Syntax syntax, List<String> words) {
    this.syntax = syntax;
    this.left = new ArrayDeque<>(words);
  }

  /// Takes the words after a verb apart.
  static Arguments parse(Syntax syntax, List<String> words) throws UserError {
    ArgumentParser parser = new ArgumentParser(syntax, words);
    parser.run();
    return new Arguments(syntax, parser.options, parser.words);
  }

  private void run() throws UserError {
    while (!left.isEmpty()) {
      String word = left.removeFirst();
      if (word.equals("--")) {
        words.addAll(left);
        left.clear();
      } else if (word.startsWith("--")) {
        takeLong(word);
      } else if (word.startsWith("-") && word.length() > 1) {
        takeShort(word);
      } else {
        words.add(word);
      }
    }
    checkWords();
  }

  private void takeLong(String word) throws UserError {
    int equals = word.indexOf('=');
    Option option = syntax.find(equals < 0 ? word : word.substring(0, equals));
    if (option == null) {
      takeUnknown(word);
    } else {
      take(option, equals < 0 ? null : word.substring(equals + 1));
    }
  }

  /// Switches may be joined, and the last option's value may follow at once.
  private void takeShort(String word) throws UserError {
    Option option = syntax.find(word.substring(0, 2));
    if (option == null) {
      takeUnknown(word);
      return;
    }
    String rest = word.substring(2);
    if (!option.isFlag()) {
      take(option, rest.isEmpty() ? null : rest.startsWith("=") ? rest.substring(1) : rest);
      return;
    }
    if (rest.startsWith("=")) {
      take(option, rest.substring(1));
      return;
    }
    take(option, null);
    if (!rest.isEmpty()) {
      takeShort("-" + rest);
    }
  }

  private void takeUnknown(String word) throws UserError {
    if (syntax.passesUnknownOptions()) {
      words.add(word);
      return;
    }
    String option = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
    List<String> known = new ArrayList<>();
    syntax.options().forEach(each -> known.addAll(each.names()));
    String hint = Spelling.hint(option, known);
    throw wrong("unknown option " + option + (hint.isEmpty() ? "" : "; " + hint));
  }

  private void take(Option option, @Nullable String attached) throws UserError {
    List<String> values = options.computeIfAbsent(option.longName(), name -> new ArrayList<>());
    if (!values.isEmpty() && option.kind() != Option.Kind.REPEATED) {
      throw wrong("option " + option.longName() + " may be given only once");
    }
    if (option.isFlag() && attached != null) {
      throw wrong("option " + option.longName() + " takes no value");
    }
    values.add(option.isFlag() ? "" : attached != null ? attached : nextValue(option));
  }

  private String nextValue(Option option) throws UserError {
    String next = left.peekFirst();
    if (next == null || isOption(next)) {
      throw wrong(option.longName() + " needs a value: " + option.label());
    }
    return left.removeFirst();
  }

  private boolean isOption(String word) {
    int equals = word.indexOf('=');
    return syntax.find(equals < 0 ? word : word.substring(0, equals)) != null;
  }

  private void checkWords() throws UserError {
    Syntax.Words taken = syntax.words();
    boolean isHelp = options.containsKey("--help");
    int countMax = taken == null ? 0 : taken.countMax();
    if (words.size() > countMax) {
      throw wrong("\"" + words.get(countMax) + "\" is one word too many");
    }
    if (taken != null && taken.isRequired() && words.isEmpty() && !isHelp) {
      throw wrong(taken.label() + " is missing");
    }
  }

  private UserError wrong(String what) {
    String verb = syntax.verb().name();
    return new UserError(what + "\n  \"drydock help " + verb + "\" shows what it takes");
  }
}
