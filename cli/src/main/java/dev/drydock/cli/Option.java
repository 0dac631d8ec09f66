package dev.drydock.cli;

import java.util.List;

/// One option of a verb, declared in code: no annotation is looked for at the start.
///
/// @param names `-o`, `--out`; the short one first
/// @param kind what follows it, and how often
/// @param label what its value is called, such as `DIR`; empty for a switch
/// @param description what it does
record Option(List<String> names, Kind kind, String label, String description) {
  /// What follows an option.
  enum Kind {
    /// Nothing; it may stand once.
    FLAG,
    /// A value; it may stand once.
    VALUE,
    /// A value; it may stand any number of times.
    REPEATED
  }

  Option {
    names = List.copyOf(names);
  }

  /// The option with a value, once: `--out DIR`.
  static Option value(String label, String description, String... names) {
    return new Option(List.of(names), Kind.VALUE, label, description);
  }

  /// The option with a value from a list of words.
  static Option choice(List<String> words, String description, String... names) {
    return value(String.join("|", words), description, names);
  }

  /// The option with a value that may be given several times.
  static Option repeated(String label, String description, String... names) {
    return new Option(List.of(names), Kind.REPEATED, label, description);
  }

  /// The switch.
  static Option flag(String description, String... names) {
    return new Option(List.of(names), Kind.FLAG, "", description);
  }

  boolean isFlag() {
    return kind == Kind.FLAG;
  }

  /// The short name; empty without one.
  String shortName() {
    String first = names.getFirst();
    return first.length() == 2 ? first : "";
  }

  /// The last and longest name.
  String longName() {
    return names.getLast();
  }

  /// What help sorts by: the first name without its dashes.
  String sortName() {
    String first = names.getFirst();
    return first.startsWith("--") ? first.substring(2) : first.substring(1);
  }
}
