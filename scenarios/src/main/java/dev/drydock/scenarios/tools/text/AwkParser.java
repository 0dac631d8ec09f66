package dev.drydock.scenarios.tools.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the program of an `awk`, by recursive descent; each level binds more tightly than the one
/// before it.
///
/// ```
/// rule     [pattern] [{ action; … }]
/// pattern  or: and: match (~ !~): comparison: concatenation: sum: product: unary: primary
/// ```
final class AwkParser {
  /// A part of a program, ready to run.
  interface Node {
    String value(AwkRun run);
  }

  /// When a rule is looked at.
  enum When {
    BEGIN,
    LINE,
    END
  }

  /// One rule.
  record Rule(When when, Node pattern, List<Node> actions) {}

  /// A program that cannot be read.
  static final class WrongException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongException(String message) {
      super(message, null, false, false);
    }
  }

  private static final List<String> REFUSED =
      List.of(
          "if",
          "else",
          "for",
          "while",
          "do",
          "function",
          "getline",
          "delete",
          "in",
          "break",
          "continue",
          "return",
          "split",
          "match",
          "system",
          "gsub",
          "sub");

  private static final List<String> FUNCTIONS =
      List.of("length", "substr", "index", "tolower", "toupper", "int");

  private static final int DEPTH_MAX = 100;

  private final String text;
  private int at;
  private int depth;

  AwkParser(String text) {
    this.text = text;
  }

  List<Rule> read() throws WrongException {
    List<Rule> rules = new ArrayList<>();
    skip(" \t\n;");
    while (at < text.length()) {
      rules.add(rule());
      skip(" \t\n;");
    }
    return rules;
  }

  private Rule rule() throws WrongException {
    When when = word("BEGIN") ? When.BEGIN : word("END") ? When.END : When.LINE;
    boolean isAlways = when != When.LINE || peek() == '{';
    Node pattern = isAlways ? run -> "1" : expression();
    skip(" \t");
    List<Node> actions =
        peek() == '{' ? actions() : List.of(run -> printed(run, run.field(0) + run.get("ORS")));
    return new Rule(when, pattern, actions);
  }

  private List<Node> actions() throws WrongException {
    List<Node> actions = new ArrayList<>();
    at++;
    skip(" \t\n;");
    while (peek() != '}') {
      if (at >= text.length()) {
        throw wrong();
      }
      actions.add(action());
      skip(" \t");
      if (peek() != '}' && peek() != ';' && peek() != '\n') {
        throw wrong();
      }
      skip(" \t\n;");
    }
    at++;
    return actions;
  }

  private Node action() throws WrongException {
    if (word("next")) {
      return run -> {
        run.next();
        return "";
      };
    }
    if (word("exit")) {
      Node status = isEnd() ? run -> "0" : expression();
      return run -> {
        run.exit((int) AwkRun.number(status.value(run)) & 0xff);
        return "";
      };
    }
    if (word("printf")) {
      List<Node> values = values();
      return run -> printed(run, AwkFunctions.formatted(run, values));
    }
    if (word("print")) {
      List<Node> values = isEnd() ? List.of(run -> run.field(0)) : values();
      return run -> printed(run, joined(run, values));
    }
    return expression();
  }

  private static String printed(AwkRun run, String line) {
    run.print(line);
    return "";
  }

  private static String joined(AwkRun run, List<Node> values) {
    return String.join(run.get("OFS"), values.stream().map(each -> each.value(run)).toList())
        + run.get("ORS");
  }

  private List<Node> values() throws WrongException {
    List<Node> values = new ArrayList<>();
    do {
      skip(" \t");
      values.add(expression());
      skip(" \t");
    } while (take(","));
    return values;
  }

  private boolean isEnd() {
    skip(" \t");
    return at >= text.length() || ";}\n".indexOf(peek()) >= 0;
  }

  private Node expression() throws WrongException {
    if (depth++ > DEPTH_MAX) {
      throw new WrongException("the program is too deep");
    }
    Node left = and();
    while (take("||")) {
      Node a = left;
      Node b = and();
      left = run -> flag(AwkRun.isTrue(a.value(run)) || AwkRun.isTrue(b.value(run)));
    }
    depth--;
    return left;
  }

  private Node and() throws WrongException {
    Node left = match();
    while (take("&&")) {
      Node a = left;
      Node b = match();
      left = run -> flag(AwkRun.isTrue(a.value(run)) && AwkRun.isTrue(b.value(run)));
    }
    return left;
  }

  private Node match() throws WrongException {
    Node left = comparison();
    skip(" \t");
    boolean isNot = text.startsWith("!~", at);
    if (!isNot && !text.startsWith("~", at)) {
      return left;
    }
    at += isNot ? 2 : 1;
    skip(" \t");
    if (peek() == '/') {
      Pattern pattern = pattern();
      return run -> flag(run.matches(left.value(run), pattern) != isNot);
    }
    Node right = comparison();
    return run -> {
      Pattern pattern = PosixPattern.compile(right.value(run), true, 0);
      return flag((pattern != null && run.matches(left.value(run), pattern)) != isNot);
    };
  }

  private Node comparison() throws WrongException {
    Node left = concatenation();
    skip(" \t");
    for (String sign : List.of("==", "!=", "<=", ">=", "<", ">")) {
      if (take(sign)) {
        Node right = concatenation();
        return run -> flag(AwkFunctions.compares(left.value(run), right.value(run), sign));
      }
    }
    return left;
  }

  private Node concatenation() throws WrongException {
    Node left = sum();
    skip(" \t");
    while (at < text.length() && (isWordStart(peek()) || "\"$(".indexOf(peek()) >= 0)) {
      Node a = left;
      Node b = sum();
      left = run -> a.value(run) + b.value(run);
      skip(" \t");
    }
    return left;
  }

  private static boolean isWordStart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.';
  }

  private Node sum() throws WrongException {
    Node left = product();
    skip(" \t");
    while ((peek() == '+' || peek() == '-') && !text.startsWith("=", at + 1)) {
      boolean isPlus = text.charAt(at++) == '+';
      Node a = left;
      Node b = product();
      left =
          run -> {
            double first = AwkRun.number(a.value(run));
            double second = AwkRun.number(b.value(run));
            return AwkRun.text(isPlus ? first + second : first - second);
          };
      skip(" \t");
    }
    return left;
  }

  private Node product() throws WrongException {
    Node left = unary();
    skip(" \t");
    while ("*/%".indexOf(peek()) >= 0 && peek() != 0 && !text.startsWith("=", at + 1)) {
      char sign = text.charAt(at++);
      Node a = left;
      Node b = unary();
      left =
          run -> {
            double first = AwkRun.number(a.value(run));
            double second = AwkRun.number(b.value(run));
            return AwkRun.text(
                sign == '*' ? first * second : sign == '/' ? first / second : first % second);
          };
      skip(" \t");
    }
    return left;
  }

  private Node unary() throws WrongException {
    skip(" \t");
    if (peek() == '!' && !text.startsWith("!~", at)) {
      at++;
      Node inner = unary();
      return run -> flag(!AwkRun.isTrue(inner.value(run)));
    }
    if (peek() == '-') {
      at++;
      Node inner = unary();
      return run -> AwkRun.text(-AwkRun.number(inner.value(run)));
    }
    return primary();
  }

  private Node primary() throws WrongException {
    skip(" \t");
    char c = peek();
    if (c == '(') {
      at++;
      Node inner = expression();
      expect(")");
      return inner;
    }
    if (c == '"') {
      String literal = literal();
      return run -> literal;
    }
    if (c == '/') {
      Pattern pattern = pattern();
      return run -> flag(run.matches(run.field(0), pattern));
    }
    if (c == '$') {
      at++;
      Node index = primary();
      return assignable(new Target(run -> (int) AwkRun.number(index.value(run)), ""));
    }
    if (Character.isDigit(c) || c == '.') {
      int from = at;
      while (Character.isDigit(peek()) || peek() == '.') {
        at++;
      }
      String number = AwkRun.text(AwkRun.number(text.substring(from, at)));
      return run -> number;
    }
    if (!isWordStart(c)) {
      throw wrong();
    }
    return named();
  }

  private Node named() throws WrongException {
    int from = at;
    while (isWordStart(peek()) && peek() != '.') {
      at++;
    }
    String name = text.substring(from, at);
    if (REFUSED.contains(name) || peek() == '[') {
      String what = peek() == '[' ? "arrays are" : name + " is";
      throw new WrongException(what + " not supported here");
    }
    if (FUNCTIONS.contains(name)) {
      return function(name);
    }
    return assignable(new Target(null, name));
  }

  private Node function(String name) throws WrongException {
    List<Node> arguments = List.of(run -> run.field(0));
    if (take("(")) {
      skip(" \t");
      arguments = peek() == ')' ? arguments : values();
      expect(")");
    }
    List<Node> given = arguments;
    return run -> {
      List<String> values = given.stream().map(each -> each.value(run)).toList();
      return AwkFunctions.called(name, values);
    };
  }

  private interface Index {
    int of(AwkRun run);
  }

  /// What can be assigned to: a field, or a variable.
  private record Target(@Nullable Index index, String name) {
    String get(AwkRun run) {
      return index == null ? run.get(name) : run.field(index.of(run));
    }

    String set(AwkRun run, String value) {
      if (index == null) {
        run.set(name, value);
      } else {
        run.setField(index.of(run), value);
      }
      return value;
    }
  }

  private Node assignable(Target target) throws WrongException {
    if (text.startsWith("++", at) || text.startsWith("--", at)) {
      int step = text.charAt(at) == '+' ? 1 : -1;
      at += 2;
      return run -> {
        String before = AwkRun.text(AwkRun.number(target.get(run)));
        target.set(run, AwkRun.text(AwkRun.number(before) + step));
        return before;
      };
    }
    int before = at;
    skip(" \t");
    if (peek() == '=' && !text.startsWith("==", at)) {
      at++;
      Node value = expression();
      return run -> target.set(run, value.value(run));
    }
    boolean isSum = text.startsWith("+=", at);
    if (isSum || text.startsWith("-=", at)) {
      at += 2;
      Node value = expression();
      return run -> {
        double change = AwkRun.number(value.value(run));
        double old = AwkRun.number(target.get(run));
        return target.set(run, AwkRun.text(isSum ? old + change : old - change));
      };
    }
    at = before;
    return target::get;
  }

  private String literal() throws WrongException {
    StringBuilder out = new StringBuilder();
    at++;
    while (peek() != '"') {
      if (at >= text.length()) {
        throw wrong();
      }
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        char next = text.charAt(at++);
        out.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
      } else {
        out.append(c);
      }
    }
    at++;
    return out.toString();
  }

  private Pattern pattern() throws WrongException {
    StringBuilder expression = new StringBuilder();
    at++;
    while (peek() != '/') {
      if (at >= text.length()) {
        throw wrong();
      }
      char c = text.charAt(at++);
      if (c == '\\' && peek() == '/') {
        c = text.charAt(at++);
      } else if (c == '\\' && at < text.length()) {
        expression.append(c);
        c = text.charAt(at++);
      }
      expression.append(c);
    }
    at++;
    Pattern pattern = PosixPattern.compile(expression.toString(), true, 0);
    if (pattern == null) {
      throw new WrongException("bad regex '" + expression + "'");
    }
    return pattern;
  }

  private static String flag(boolean isSo) {
    return isSo ? "1" : "0";
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void skip(String characters) {
    while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean take(String sign) {
    skip(" \t");
    boolean isThere = text.startsWith(sign, at);
    at += isThere ? sign.length() : 0;
    return isThere;
  }

  private void expect(String sign) throws WrongException {
    if (!take(sign)) {
      throw wrong();
    }
  }

  private boolean word(String word) {
    skip(" \t\n");
    int end = at + word.length();
    boolean isThere =
        text.startsWith(word, at) && (end >= text.length() || !isWordStart(text.charAt(end)));
    at += isThere ? word.length() : 0;
    if (isThere) {
      skip(" \t");
    }
    return isThere;
  }

  private WrongException wrong() {
    return new WrongException("cmd. line:1: Unexpected token");
  }
}
