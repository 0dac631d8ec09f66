package dev.drydock.scenarios.tools.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The part of Go's text/template that `--format` is used with: fields, `range`, `if`, `with`,
/// `else`, variables, pipes and the functions of [GoFunctions].
///
/// A missing key of a map is `<no value>`, as docker prints it.
final class GoTemplate {
  private static final int OUTPUT_CHARACTERS_MAX = 1 << 20;

  private final List<Node> nodes;

  private GoTemplate(List<Node> nodes) {
    this.nodes = nodes;
  }

  /// A piece of a template.
  private sealed interface Node {
    /// Text as it stands.
    record Text(String text) implements Node {}

    /// `{{…}}`.
    record Print(GoExpression expression) implements Node {}

    /// `{{$x := …}}`.
    record Assign(String variable, GoExpression expression) implements Node {}

    /// `{{range}}`, `{{if}}`, `{{with}}`.
    record Block(
        String kind,
        List<String> variables,
        GoExpression over,
        List<Node> body,
        List<Node> otherwise)
        implements Node {}
  }

  /// Reads a template.
  ///
  /// @throws Failure with docker's words where it is none
  static GoTemplate parse(String format) throws Failure {
    Reader reader = new Reader(format.replace("\\t", "\t").replace("\\n", "\n"));
    List<Node> nodes = reader.nodes(false);
    return new GoTemplate(nodes);
  }

  /// What the template makes of a value.
  String apply(@Nullable Object value) throws Failure {
    return applied(value, false);
  }

  /// What the template makes of something inspected, which has the fields of its type and no
  /// others.
  ///
  /// @throws Failure where a field is wanted that it does not have
  String inspect(@Nullable Object value) throws Failure {
    return applied(value, true);
  }

  private String applied(@Nullable Object value, boolean isTyped) throws Failure {
    StringBuilder out = new StringBuilder();
    Map<String, @Nullable Object> variables = new TreeMap<>();
    variables.put("$", value);
    run(nodes, new Scope(value, variables, isTyped), out);
    return out.toString();
  }

  /// What `.` and the variables are.
  ///
  /// @param isTyped whether the whole has the fields of its type only
  record Scope(@Nullable Object dot, Map<String, @Nullable Object> variables, boolean isTyped) {
    Scope with(@Nullable Object newDot) {
      return new Scope(newDot, new TreeMap<>(variables), isTyped);
    }

    boolean isWhole(@Nullable Object value) {
      return value == variables.get("$");
    }
  }

  private static void run(List<Node> nodes, Scope scope, StringBuilder out) throws Failure {
    for (Node node : nodes) {
      if (out.length() > OUTPUT_CHARACTERS_MAX) {
        throw new Failure("template output is too long", 1);
      }
      switch (node) {
        case Node.Text text -> out.append(text.text);
        case Node.Print print -> out.append(GoFunctions.text(print.expression.value(scope)));
        case Node.Assign assign ->
            scope.variables.put(assign.variable, assign.expression.value(scope));
        case Node.Block block -> block(block, scope, out);
      }
    }
  }

  private static void block(Node.Block block, Scope scope, StringBuilder out) throws Failure {
    Object value = block.over.value(scope);
    if (!GoFunctions.isTrue(value)) {
      run(block.otherwise, scope, out);
      return;
    }
    switch (block.kind) {
      case "if" -> run(block.body, scope, out);
      case "with" -> run(block.body, scope.with(value), out);
      default -> range(block, value, scope, out);
    }
  }

  /// Maps are walked by sorted keys, as Go does.
  private static void range(
      Node.Block block, @Nullable Object value, Scope scope, StringBuilder out) throws Failure {
    if (value instanceof Map<?, ?> map) {
      TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
      map.forEach((key, item) -> sorted.put(String.valueOf(key), item));
      for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
        item(block, scope, out, new Item(entry.getKey(), entry.getValue()));
      }
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        item(block, scope, out, new Item(i, list.get(i)));
      }
    }
  }

  private record Item(Object key, @Nullable Object value) {}

  private static void item(Node.Block block, Scope scope, StringBuilder out, Item item)
      throws Failure {
    Scope inner = scope.with(item.value);
    List<String> names = block.variables;
    if (!names.isEmpty()) {
      inner.variables.put(names.get(names.size() - 1), item.value);
    }
    if (names.size() == 2) {
      inner.variables.put(names.get(0), item.key);
    }
    run(block.body, inner, out);
  }

  /// Cuts a template into its pieces.
  private static final class Reader {
    private final String text;
    private int at;
    private String ended = "";

    Reader(String text) {
      this.text = text;
    }

    List<Node> nodes(boolean inBlock) throws Failure {
      List<Node> nodes = new ArrayList<>();
      while (at < text.length()) {
        int open = text.indexOf("{{", at);
        if (open < 0) {
          nodes.add(new Node.Text(text.substring(at)));
          at = text.length();
          break;
        }
        int close = text.indexOf("}}", open);
        if (close < 0) {
          throw invalid("unclosed action");
        }
        String before = text.substring(at, open);
        String action = text.substring(open + 2, close);
        at = close + 2;
        nodes.add(new Node.Text(trimmed(before, action)));
        action = withoutDashes(action);
        if (action.equals("end") || action.equals("else")) {
          ended = action;
          if (!inBlock) {
            throw invalid("unexpected {{" + action + "}}");
          }
          return nodes;
        }
        if (!action.startsWith("/*")) {
          nodes.add(node(action, text.indexOf(action, open)));
        }
      }
      if (inBlock) {
        throw invalid("unexpected EOF");
      }
      return nodes;
    }

    private String trimmed(String before, String action) {
      return action.startsWith("- ") ? before.stripTrailing() : before;
    }

    private String withoutDashes(String action) {
      String inner = action.startsWith("- ") ? action.substring(2) : action;
      if (inner.endsWith(" -")) {
        inner = inner.substring(0, inner.length() - 2);
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
          at++;
        }
      }
      return inner.strip();
    }

    private Node node(String action, int position) throws Failure {
      for (String kind : List.of("range", "if", "with")) {
        if (action.startsWith(kind + " ")) {
          return block(kind, action.substring(kind.length()).strip(), position);
        }
      }
      int define = action.indexOf(":=");
      if (define > 0 && action.startsWith("$")) {
        String name = action.substring(0, define).strip();
        return new Node.Assign(
            name, GoExpression.parse(action.substring(define + 2), position + define + 2));
      }
      return new Node.Print(GoExpression.parse(action, position));
    }

    private Node block(String kind, String head, int position) throws Failure {
      List<String> variables = new ArrayList<>();
      String over = head;
      int define = head.indexOf(":=");
      if (define > 0) {
        for (String name : head.substring(0, define).split(",", -1)) {
          variables.add(name.strip());
        }
        over = head.substring(define + 2);
      }
      GoExpression expression = GoExpression.parse(over, text.indexOf(over, position));
      List<Node> body = nodes(true);
      List<Node> otherwise = ended.equals("else") ? nodes(true) : List.of();
      return new Node.Block(kind, variables, expression, body, otherwise);
    }
  }

  static Failure invalid(String why) {
    return new Failure("template parsing error: template: :1: " + why, 64);
  }
}
