package dev.drydock.cli;

/// Small pieces of text for people.
final class Words {
  private Words() {}

  /// `1 step`, `2 steps`.
  static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
