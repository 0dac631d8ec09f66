package dev.drydock.drivers.template;

import dev.drydock.drivers.engine.GoString;
import java.util.ArrayList;
import java.util.List;

/// Cuts what stands between `{{` and `}}` into tokens (`text/template/parse/lex.go`).
final class Lexer {
  private static final List<String> KEYWORDS =
      List.of("if", "else", "end", "range", "with", "break", "continue", "nil");

  private final Source source;
  private final String text;
  private final int end;
  private int at;

  /// What a token is.
  enum Sort {
    SPACE,
    FIELD,
    VARIABLE,
    NAME,
    KEYWORD,
    DOT,
    NUMBER,
    STRING,
    TRUTH,
    PIPE,
    COMMA,
    OPEN,
    CLOSE,
    DECLARE,
    ASSIGN,
    END
  }

  /// A token and where it stands.
  record Token(Sort sort, String text, int at) {
    /// How complaints show it.
    @Override
    public String toString() {
      if (sort == Sort.KEYWORD || sort == Sort.DOT) {
        return "<" + text + ">";
      }
      String shown = text.length() > 10 ? text.substring(0, 10) : text;
      return GoString.quoted(shown) + (text.length() > 10 ? "..." : "");
    }
  }

  private Lexer(Source source, int start, int end) {
    this.source = source;
    this.text = source.text();
    this.at = start;
    this.end = end;
  }

  /// The tokens from `start` to `end`, closed by one of their end.
  static List<Token> tokens(Source source, int start, int end) throws TemplateFailure {
    Lexer lexer = new Lexer(source, start, end);
    List<Token> tokens = new ArrayList<>();
    while (lexer.at < end) {
      tokens.add(lexer.token());
    }
    tokens.add(new Token(Sort.END, "}}", end));
    return tokens;
  }

  private Token token() throws TemplateFailure {
    int start = at;
    char c = text.charAt(at);
    if (isSpace(c)) {
      while (at < end && isSpace(text.charAt(at))) {
        at++;
      }
      return token(Sort.SPACE, start);
    }
    boolean startsNumber = isDigit(c) || c == '-' || c == '+' || (c == '.' && isDigit(peek(1)));
    if (startsNumber) {
      return number();
    }
    return switch (c) {
      case '"', '`' -> quoted(c);
      case '.' -> word(Sort.FIELD);
      case '$' -> word(Sort.VARIABLE);
      case '|' -> single(Sort.PIPE);
      case ',' -> single(Sort.COMMA);
      case '(' -> single(Sort.OPEN);
      case ')' -> single(Sort.CLOSE);
      case '=' -> single(Sort.ASSIGN);
      case ':' -> declare();
      default -> name(c);
    };
  }

  private Token declare() throws TemplateFailure {
    if (peek(1) != '=') {
      throw failure("expected :=");
    }
    at += 2;
    return token(Sort.DECLARE, at - 2);
  }

  private Token name(char c) throws TemplateFailure {
    if (!isWord(c)) {
      throw failure("unrecognized character in action: " + described(at));
    }
    Token token = word(Sort.NAME);
    if (KEYWORDS.contains(token.text)) {
      return new Token(Sort.KEYWORD, token.text, token.at);
    }
    boolean isTruth = token.text.equals("true") || token.text.equals("false");
    return isTruth ? new Token(Sort.TRUTH, token.text, token.at) : token;
  }

  /// `.name`, `$name` or `name`.
  private Token word(Sort sort) throws TemplateFailure {
    int start = at++;
    while (at < end && isWord(text.charAt(at))) {
      at++;
    }
    if (sort == Sort.FIELD && at == start + 1) {
      return token(Sort.DOT, start);
    }
    boolean isAtTerminator =
        at >= end || isSpace(text.charAt(at)) || ".,|:)(".indexOf(text.charAt(at)) >= 0;
    if (!isAtTerminator) {
      throw failure("bad character " + described(at));
    }
    return token(sort, start);
  }

  private Token number() throws TemplateFailure {
    int start = at++;
    while (at < end && (isDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    if (at < end && text.charAt(at) == '.' && text.charAt(start) != '.') {
      at++;
      while (at < end && isDigit(text.charAt(at))) {
        at++;
      }
    }
    boolean hasDigit = isDigit(text.charAt(at - 1)) || isDigit(text.charAt(start));
    if (!hasDigit || (at < end && isWord(text.charAt(at)))) {
      String bad = text.substring(start, Math.min(end, at + 1)).strip();
      throw failure("bad number syntax: " + GoString.quoted(bad));
    }
    return token(Sort.NUMBER, start);
  }

  private Token quoted(char quote) throws TemplateFailure {
    int start = at++;
    while (at < end && text.charAt(at) != quote) {
      at += text.charAt(at) == '\\' && quote == '"' ? 2 : 1;
    }
    if (at >= end) {
      String kind = quote == '"' ? "quoted" : "raw quoted";
      throw failure("unterminated " + kind + " string");
    }
    at++;
    return token(Sort.STRING, start);
  }

  private Token single(Sort sort) {
    at++;
    return token(sort, at - 1);
  }

  private Token token(Sort sort, int start) {
    return new Token(sort, text.substring(start, Math.min(at, end)), start);
  }

  private TemplateFailure failure(String why) {
    return source.unreadable(at, why);
  }

  private String described(int where) {
    int code = text.codePointAt(where);
    return "U+%04X '%s'".formatted(code, Character.toString(code));
  }

  private char peek(int ahead) {
    return at + ahead < end ? text.charAt(at + ahead) : ' ';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWord(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }
}
