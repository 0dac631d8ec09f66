package dev.drydock.scenarios.transcript;

/// Lays JSON out over lines, two blanks a level, as Python's `json.dumps(…, indent=2)` does. What
/// is not JSON stays as it is, but for its blanks.
final class JsonLayout {
  private final StringBuilder out = new StringBuilder();
  private int level;

  private JsonLayout() {}

  static String indented(String json) {
    JsonLayout layout = new JsonLayout();
    String text = json.strip();
    if (!text.startsWith("{") && !text.startsWith("[")) {
      return json;
    }
    int at = 0;
    while (at < text.length()) {
      at = layout.token(text, at);
    }
    return layout.out.append('\n').toString();
  }

  private int token(String text, int at) {
    char c = text.charAt(at);
    switch (c) {
      case '"' -> {
        int end = stringEnd(text, at);
        out.append(text, at, end);
        return end;
      }
      case '{', '[' -> open(c, nextIs(text, at + 1, c == '{' ? '}' : ']'));
      case '}', ']' -> close(c);
      case ',' -> newLine(",");
      case ':' -> out.append(": ");
      case ' ', '\t', '\r', '\n' -> {
        // laid out anew
      }
      default -> out.append(c);
    }
    return at + 1;
  }

  private static int stringEnd(String text, int start) {
    int at = start + 1;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at + 1, text.length());
  }

  private static boolean nextIs(String text, int from, char wanted) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() && text.charAt(at) == wanted;
  }

  private void open(char bracket, boolean empty) {
    level++;
    out.append(bracket);
    if (!empty) {
      newLine("");
    }
  }

  private void close(char bracket) {
    level = Math.max(level - 1, 0);
    char last = out.isEmpty() ? ' ' : out.charAt(out.length() - 1);
    if (last != '{' && last != '[') {
      newLine("");
    }
    out.append(bracket);
  }

  private void newLine(String before) {
    out.append(before).append('\n').append("  ".repeat(level));
  }
}
