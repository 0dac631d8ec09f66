package dev.drydock.cli;

/// Small pieces of text for people.
final class Words {
  private Words() {}

  /// `1 step`, `2 steps`.
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /// Text from outside without control characters, which could do things to a terminal.
  static String visible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      visible.append(Character.isISOControl(c) && c != '\n' && c != '\t' ? '\ufffd' : c);
    }
    return visible.toString();
  }
}
