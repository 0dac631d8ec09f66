package dev.drydock.drivers.engine;

/// Texts as Go quotes them (`strconv.Quote`, the verb `%q`).
public final class GoString {
  private static final String SHORT = "\"\\\u0007\b\f\n\r\t\u000b";
  private static final String SHORT_LETTERS = "\"\\abfnrtv";

  private GoString() {}

  /// The text in quotes, control characters escaped.
  public static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int known = SHORT.indexOf(c);
      if (known >= 0) {
        quoted.append('\\').append(SHORT_LETTERS.charAt(known));
      } else if (c < ' ' || c == 0x7f) {
        quoted.append("\\x%02x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
