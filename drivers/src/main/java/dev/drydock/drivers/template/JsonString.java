package dev.drydock.drivers.template;

import java.util.HexFormat;
import java.util.function.IntPredicate;

/// A text as JSON writes it (RFC 8259 section 7), with the short escapes that there are.
public final class JsonString {
  private static final String SHORT = "\"\\\b\f\n\r\t";
  private static final String SHORT_LETTERS = "\"\\bfnrt";

  private JsonString() {}

  /// The text in quotes, with nothing escaped that need not be.
  public static String quoted(String text) {
    return quoted(text, c -> false);
  }

  /// The text in quotes.
  ///
  /// @param escaped which other characters are to be written as numbers
  public static String quoted(String text, IntPredicate escaped) {
    StringBuilder json = new StringBuilder(text.length() + 2);
    append(json, text, escaped);
    return json.toString();
  }

  /// Appends the text in quotes.
  ///
  /// @param escaped which other characters are to be written as numbers
  public static void append(StringBuilder json, String text, IntPredicate escaped) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int known = c < ' ' || c == '"' || c == '\\' ? SHORT.indexOf(c) : -1;
      if (known >= 0) {
        json.append('\\').append(SHORT_LETTERS.charAt(known));
      } else if (c < ' ' || escaped.test(c)) {
        json.append("\\u").append(HexFormat.of().toHexDigits(c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
