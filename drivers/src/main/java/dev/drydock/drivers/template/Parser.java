package dev.drydock.drivers.template;

import dev.drydock.drivers.template.Lexer.Sort;
import dev.drydock.drivers.template.Lexer.Token;
import java.util.ArrayList;
import java.util.List;

/// Reads a template into its parts (`text/template/parse/parse.go`).
final class Parser {
  /// Blocks and parentheses within each other; Go has no limit but memory.
  private static final int DEPTH_MAX = 200;

  private final Source source;
  private final String text;
  private int at;
  private int depth;
  private int ranges;

  /// The head of a `{{end}}` or `{{else …}}` that closed the last list.
  private List<Token> closing = List.of();

  /// Variables in sight.
  private final List<String> variables = new ArrayList<>(List.of("$"));

  private Parser(Source source) {
    this.source = source;
    this.text = source.text();
  }

  static List<Syntax> parse(Source source) throws TemplateFailure {
    return new Parser(source).list(false);
  }

  private TemplateFailure failure(String why) {
    return source.unreadable(at, why);
  }

  private List<Syntax> list(boolean inBlock) throws TemplateFailure {
    if (++depth > DEPTH_MAX) {
      throw failure("too many blocks within each other");
    }
    List<Syntax> list = new ArrayList<>();
    boolean trims = false;
    while (true) {
      int open = text.indexOf("{{", at);
      String before = text.substring(at, open < 0 ? text.length() : open);
      if (open < 0) {
        if (inBlock) {
          throw failure("unexpected EOF");
        }
        list.add(new Syntax.Text(trims ? before.stripLeading() : before));
        depth--;
        return list;
      }
      boolean trimsBefore = isTrim(open + 2) && isBlank(open + 3);
      String shown = trims ? before.stripLeading() : before;
      list.add(new Syntax.Text(trimsBefore ? shown.stripTrailing() : shown));
      int start = open + (trimsBefore ? 3 : 2);
      int close = close(start);
      boolean trimsBehind = close > start && isTrim(close - 1) && isBlank(close - 2);
      at = close + 2;
      trims = trimsBehind;
      if (!text.startsWith("/*", trimsBefore ? start + 1 : start)) {
        List<Token> tokens = Lexer.tokens(source, start, trimsBehind ? close - 1 : close);
        if (closes(tokens, inBlock)) {
          at = trims ? skipBlanks(at) : at;
          depth--;
          return list;
        }
        list.add(action(tokens));
        if (trims) {
          at = skipBlanks(at);
        }
      }
    }
  }

  private boolean isTrim(int where) {
    return where < text.length() && text.charAt(where) == '-';
  }

  private boolean isBlank(int where) {
    return where < text.length() && Character.isWhitespace(text.charAt(where));
  }

  private int skipBlanks(int where) {
    int next = where;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    return next;
  }

  /// Where the `}}` of an action stands, which is not the one inside a text.
  private int close(int start) throws TemplateFailure {
    if (text.startsWith("/*", skipBlanks(start))) {
      int comment = text.indexOf("*/", start);
      int close = comment < 0 ? -1 : text.indexOf("}}", comment);
      if (close < 0) {
        throw failure(comment < 0 ? "unclosed comment" : "comment ends before closing delimiter");
      }
      return close;
    }
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (text.startsWith("}}", i)) {
        return i;
      }
      if (c == '"' || c == '`') {
        i = endOfText(i, c);
      }
    }
    Lexer.tokens(source, start, text.length()); // which may find something else wrong first
    throw failure("unclosed action");
  }

  private int endOfText(int start, char quote) throws TemplateFailure {
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quote == '"') {
        i++;
      } else if (c == quote) {
        return i;
      } else if (c == '\n' && quote == '"') {
        break;
      }
    }
    throw failure("unterminated " + (quote == '"' ? "quoted" : "raw quoted") + " string");
  }

  /// Whether an action closes the list; it is kept for the block then.
  private boolean closes(List<Token> tokens, boolean inBlock) throws TemplateFailure {
    Token first = Tokens.firstOf(tokens);
    if (!first.text().equals("end") && !first.text().equals("else")) {
      return false;
    }
    if (first.sort() != Sort.KEYWORD) {
      return false;
    }
    if (!inBlock) {
      throw failure("unexpected {{" + first.text() + "}}");
    }
    closing = tokens;
    return true;
  }

  private Syntax action(List<Token> tokens) throws TemplateFailure {
    Token first = Tokens.firstOf(tokens);
    boolean isKeyword = first.sort() == Sort.KEYWORD;
    if (isKeyword && (first.text().equals("break") || first.text().equals("continue"))) {
      if (ranges == 0) {
        throw failure("{{" + first.text() + "}} outside {{range}}");
      }
      return new Syntax.Jump(first.text().equals("break"));
    }
    if (isKeyword && !first.text().equals("nil")) {
      return block(first.text(), Tokens.behind(tokens, first));
    }
    return new Syntax.Action(new Tokens(source, tokens, variables).pipe("command", Sort.END));
  }

  private Syntax block(String kind, List<Token> head) throws TemplateFailure {
    int known = variables.size();
    Syntax.Pipe pipe = new Tokens(source, head, variables).pipe(kind, Sort.END);
    ranges += kind.equals("range") ? 1 : 0;
    List<Syntax> body = list(true);
    ranges -= kind.equals("range") ? 1 : 0;
    List<Syntax> otherwise = otherwise(kind);
    variables.subList(known, variables.size()).clear();
    return new Syntax.Block(kind, pipe, body, otherwise);
  }

  /// The `{{else}}` of a block, which an `{{else if}}` makes a block of its own.
  private List<Syntax> otherwise(String kind) throws TemplateFailure {
    Token end = Tokens.firstOf(closing);
    if (end.text().equals("end")) {
      return List.of();
    }
    List<Token> rest = Tokens.behind(closing, end);
    Token next = Tokens.firstOf(rest);
    if (next.sort() == Sort.KEYWORD && next.text().equals(kind) && !kind.equals("range")) {
      if (++depth > DEPTH_MAX) {
        throw failure("too many blocks within each other");
      }
      Syntax chained = block(kind, Tokens.behind(rest, next));
      depth--;
      return List.of(chained);
    }
    if (next.sort() != Sort.END) {
      throw failure("unexpected " + next + " in else");
    }
    List<Syntax> otherwise = list(true);
    if (!Tokens.firstOf(closing).text().equals("end")) {
      throw failure("expected end; found {{else}}");
    }
    return otherwise;
  }
}
