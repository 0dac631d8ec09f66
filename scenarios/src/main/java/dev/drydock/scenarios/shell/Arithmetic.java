package dev.drydock.scenarios.shell;

import java.util.List;
import java.util.function.Function;

/// Evaluates the integer expressions of `$((…))` (POSIX.1-2017 XCU 2.6.4, without assignments).
final class Arithmetic {
  /// Operators by rank, the weakest first.
  private static final List<List<String>> RANKS =
      List.of(
          List.of("||"),
          List.of("&&"),
          List.of("==", "!="),
          List.of("<=", ">=", "<", ">"),
          List.of("+", "-"),
          List.of("*", "/", "%"));

  private static final int DEPTH_MAX = 50;

  private final String text;
  private final Function<String, String> variables;
  private int position;
  private int depth;

  private Arithmetic(String text, Function<String, String> variables) {
    this.text = text;
    this.variables = variables;
  }

  /// The value of an expression.
  ///
  /// @param variables value of a name; empty for none
  static long evaluate(String text, Function<String, String> variables) throws SyntaxException {
    Arithmetic reader = new Arithmetic(text, variables);
    reader.skipBlanks();
    if (reader.position == text.length()) {
      return 0;
    }
    long value = reader.rank(0);
    if (reader.position < text.length()) {
      throw error();
    }
    return value;
  }

  private static SyntaxException error() {
    return new SyntaxException("arithmetic syntax error");
  }

  private long rank(int rank) throws SyntaxException {
    if (rank == RANKS.size()) {
      return unary();
    }
    long left = rank(rank + 1);
    while (true) {
      String operator = operatorOf(RANKS.get(rank));
      if (operator.isEmpty()) {
        return left;
      }
      left = apply(operator, left, rank(rank + 1));
    }
  }

  private String operatorOf(List<String> operators) {
    for (String operator : operators) {
      if (text.startsWith(operator, position)) {
        position += operator.length();
        skipBlanks();
        return operator;
      }
    }
    return "";
  }

  private static long apply(String operator, long left, long right) throws SyntaxException {
    return switch (operator) {
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      case "/", "%" -> divide(operator, left, right);
      case "==" -> left == right ? 1 : 0;
      case "!=" -> left != right ? 1 : 0;
      case "<" -> left < right ? 1 : 0;
      case "<=" -> left <= right ? 1 : 0;
      case ">" -> left > right ? 1 : 0;
      case ">=" -> left >= right ? 1 : 0;
      case "&&" -> left != 0 && right != 0 ? 1 : 0;
      default -> left != 0 || right != 0 ? 1 : 0;
    };
  }

  private static long divide(String operator, long left, long right) throws SyntaxException {
    if (right == 0) {
      throw new SyntaxException("divide by zero");
    }
    return operator.equals("/") ? left / right : left % right;
  }

  private long unary() throws SyntaxException {
    depth++;
    if (depth > DEPTH_MAX) {
      throw error();
    }
    long value =
        switch (position < text.length() ? text.charAt(position) : ' ') {
          case '-' -> -operand();
          case '+' -> operand();
          case '!' -> operand() == 0 ? 1 : 0;
          case '(' -> parenthesised();
          default -> atom();
        };
    depth--;
    return value;
  }

  private long operand() throws SyntaxException {
    position++;
    skipBlanks();
    return unary();
  }

  private long parenthesised() throws SyntaxException {
    position++;
    skipBlanks();
    long value = rank(0);
    if (position >= text.length() || text.charAt(position) != ')') {
      throw error();
    }
    position++;
    skipBlanks();
    return value;
  }

  private long atom() throws SyntaxException {
    int start = position;
    while (position < text.length() && isWordCharacter(text.charAt(position))) {
      position++;
    }
    String word = text.substring(start, position);
    skipBlanks();
    if (WordReader.isName(word)) {
      String value = variables.apply(word).strip();
      return value.isEmpty() ? 0 : number(value);
    }
    return number(word);
  }

  private static boolean isWordCharacter(char c) {
    return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
  }

  private static long number(String word) throws SyntaxException {
    try {
      return word.startsWith("0x") ? Long.decode(word) : Long.parseLong(word);
    } catch (NumberFormatException e) {
      throw error();
    }
  }

  private void skipBlanks() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }
}
