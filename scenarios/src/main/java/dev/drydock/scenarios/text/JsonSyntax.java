package dev.drydock.scenarios.text;

import org.jspecify.annotations.Nullable;

/// What is wrong with a text that should be JSON, in the words of Go's `encoding/json`.
public final class JsonSyntax {
  /// `maxNestingDepth` of Go is 10 000; less is enough here.
  private static final int DEPTH_MAX = 500;

  private static final String VALUE = "looking for beginning of value";
  private static final String KEY = "looking for beginning of object key string";

  private final String text;
  private int at;

  private JsonSyntax(String text) {
    this.text = text;
  }

  private static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    Wrong(String message) {
      super(message, null, false, false);
    }
  }

  /// The first error of a text; null when there is none.
  public static @Nullable String error(String text) {
    return new JsonSyntax(text).firstError();
  }

  /// Tells the first error of a source, with its place.
  ///
  /// @return whether there is none
  public static boolean check(Source source, Diagnostics diagnostics) {
    var scanner = new JsonSyntax(source.text());
    var wrong = scanner.firstError();
    if (wrong != null) {
      var at = SourceReader.positionAt(source.text(), Math.min(scanner.at, source.text().length()));
      diagnostics.error(new Place(source.name(), at), "not valid JSON: " + wrong);
    }
    return wrong == null;
  }

  private @Nullable String firstError() {
    try {
      value(0);
      skipBlank();
      if (at < text.length()) {
        throw wrong("after top-level value");
      }
      return null;
    } catch (Wrong wrong) {
      return wrong.getMessage();
    }
  }

  private Wrong wrong(String context) {
    if (at >= text.length()) {
      return new Wrong("unexpected end of JSON input");
    }
    return new Wrong("invalid character " + quoted(text.codePointAt(at)) + " " + context);
  }

  /// `quoteChar`.
  private static String quoted(int character) {
    return switch (character) {
      case '\'' -> "'\\''";
      case '\\' -> "'\\\\'";
      case '\n' -> "'\\n'";
      case '\t' -> "'\\t'";
      case '\r' -> "'\\r'";
      default ->
          character < ' '
              ? "'\\x%02x'".formatted(character)
              : "'" + Character.toString(character) + "'";
    };
  }

  private void skipBlank() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean isNext(char wanted) {
    skipBlank();
    return at < text.length() && text.charAt(at) == wanted;
  }

  private void value(int depth) throws Wrong {
    skipBlank();
    if (depth > DEPTH_MAX) {
      throw new Wrong("exceeded max depth");
    }
    var first = at < text.length() ? text.charAt(at) : ' ';
    switch (first) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> {
        if (first != '-' && !isDigit()) {
          throw wrong(VALUE);
        }
        number();
      }
    }
  }

  private void object(int depth) throws Wrong {
    at++;
    if (isNext('}')) {
      at++;
      return;
    }
    while (true) {
      if (!isNext('"')) {
        throw wrong(KEY);
      }
      string();
      if (!isNext(':')) {
        throw wrong("after object key");
      }
      at++;
      value(depth + 1);
      if (isNext('}')) {
        at++;
        return;
      }
      if (!isNext(',')) {
        throw wrong("after object key:value pair");
      }
      at++;
    }
  }

  private void array(int depth) throws Wrong {
    at++;
    if (isNext(']')) {
      at++;
      return;
    }
    while (true) {
      value(depth + 1);
      if (isNext(']')) {
        at++;
        return;
      }
      if (!isNext(',')) {
        throw wrong("after array element");
      }
      at++;
    }
  }

  private void string() throws Wrong {
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) < ' ') {
        throw wrong("in string literal");
      }
      if (text.charAt(at) == '\\') {
        escape();
      }
      at++;
    }
    if (at >= text.length()) {
      throw wrong("");
    }
    at++;
  }

  private void escape() throws Wrong {
    at++;
    if (at >= text.length() || "\"\\/bfnrtu".indexOf(text.charAt(at)) < 0) {
      throw wrong("in string escape code");
    }
    int digits = text.charAt(at) == 'u' ? 4 : 0;
    for (int digit = 0; digit < digits; digit++) {
      at++;
      if (at >= text.length() || Character.digit(text.charAt(at), 16) < 0) {
        throw wrong("in \\u hexadecimal character escape");
      }
    }
  }

  private void literal(String word) throws Wrong {
    for (int i = 0; i < word.length(); i++, at++) {
      if (at >= text.length() || text.charAt(at) != word.charAt(i)) {
        throw wrong("in literal " + word + " (expecting '" + word.charAt(i) + "')");
      }
    }
  }

  private boolean isDigit() {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private void number() throws Wrong {
    if (text.charAt(at) == '-') {
      at++;
    }
    digits("in numeric literal");
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      digits("after decimal point in numeric literal");
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
        at++;
      }
      digits("in exponent of numeric literal");
    }
  }

  private void digits(String context) throws Wrong {
    if (!isDigit()) {
      throw wrong(context);
    }
    while (isDigit()) {
      at++;
    }
  }
}
