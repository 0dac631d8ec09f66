package dev.drydock.scenarios.tools.text;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Regular expressions of `grep` (POSIX.1-2017 XBD 9), as Java ones.
final class PosixPattern {
  private static final String BASIC_SPECIAL = "|+?(){}";

  private PosixPattern() {}

  /// Compiles an expression.
  ///
  /// @param extended whether `|+?(){}` mean something without a backslash (`-E`)
  /// @return null when it is none
  static @Nullable Pattern compile(String expression, boolean extended, int flags) {
    try {
      return Pattern.compile(translate(expression, extended), flags);
    } catch (PatternSyntaxException | StackOverflowError e) {
      return null;
    }
  }

  private static String translate(String expression, boolean extended) {
    StringBuilder java = new StringBuilder();
    int at = 0;
    while (at < expression.length()) {
      char c = expression.charAt(at);
      if (c == '[') {
        int end = bracketEnd(expression, at);
        java.append(bracket(expression.substring(at, end)));
        at = end;
      } else if (c == '\\' && at + 1 < expression.length()) {
        char next = expression.charAt(at + 1);
        boolean special = !extended && BASIC_SPECIAL.indexOf(next) >= 0;
        java.append(special ? String.valueOf(next) : "\\" + next);
        at += 2;
      } else {
        boolean literal =
            (!extended && BASIC_SPECIAL.indexOf(c) >= 0) || (c == '*' && atStart(expression, at));
        java.append(literal ? "\\" + c : String.valueOf(c));
        at++;
      }
    }
    return java.toString();
  }

  private static boolean atStart(String expression, int at) {
    return at == 0 || (at == 1 && expression.charAt(0) == '^');
  }

  private static int bracketEnd(String expression, int start) {
    int at = start + 1;
    at += at < expression.length() && expression.charAt(at) == '^' ? 1 : 0;
    at += at < expression.length() && expression.charAt(at) == ']' ? 1 : 0;
    while (at < expression.length() && expression.charAt(at) != ']') {
      int named = expression.startsWith("[:", at) ? expression.indexOf(":]", at) : -1;
      at = named < 0 ? at + 1 : named + 2;
    }
    return Math.min(at + 1, expression.length());
  }

  private static String bracket(String text) {
    boolean negated = text.startsWith("[^");
    String inside = text.substring(negated ? 2 : 1, Math.max(text.length() - 1, negated ? 2 : 1));
    String java =
        inside
            .replace("\\", "\\\\")
            .replace("[:space:]", "\\s")
            .replace("[:digit:]", "0-9")
            .replace("[:alpha:]", "a-zA-Z")
            .replace("[:alnum:]", "a-zA-Z0-9")
            .replace("[:xdigit:]", "0-9a-fA-F")
            .replace("[:upper:]", "A-Z")
            .replace("[:lower:]", "a-z")
            .replace("[", "\\[")
            .replace("&&", "&\\&");
    return (negated ? "[^" : "[") + (java.startsWith("]") ? "\\" + java : java) + "]";
  }
}
