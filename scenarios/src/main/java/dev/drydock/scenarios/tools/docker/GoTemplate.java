package dev.drydock.scenarios.tools.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The part of Go's text/template that `--format` is used with: fields, `range` with `break` and
/// `continue`, `if`, `with`, `else`, variables, pipes and the functions of [GoFunctions].
///
/// A missing key of a map is `<no value>`, as docker prints it.
final class GoTemplate {
  private static final int OUTPUT_CHARACTERS_MAX = 1 << 20;
  private static final Pattern ASSIGNMENT = Pattern.compile("(\\$\\w+)\\s*(:?=)");

  /// What is inspected is JSON for the template.
  private static final String INSPECTED = "map";

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

    /// `{{$x := …}}`, or `{{$x = …}}` of a variable there is.
    record Assign(String variable, GoExpression expression, boolean isNew) implements Node {}

    /// `{{break}}` or `{{continue}}`.
    record Jump(boolean leaves) implements Node {}

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
    return applied(value, "", false);
  }

  /// What the template makes of a row of a listing.
  ///
  /// @param type Go's name of its type, for complaints about fields that it does not have
  String row(Map<String, @Nullable Object> row, String type) throws Failure {
    return applied(row, type, false);
  }

  /// The head line of a table of such rows.
  ///
  /// @param heads field → what stands above it
  String heading(Map<String, @Nullable Object> heads) throws Failure {
    return applied(heads, "", true);
  }

  /// What the template makes of something inspected, which has the fields of its type and no
  /// others.
  ///
  /// @throws Failure where a field is wanted that it does not have
  String inspect(@Nullable Object value) throws Failure {
    return applied(value, INSPECTED, false);
  }

  private String applied(@Nullable Object value, String type, boolean isHeading) throws Failure {
    StringBuilder out = new StringBuilder();
    Map<String, Variable> variables = new TreeMap<>();
    variables.put("$", new Variable(value));
    run(nodes, new Scope(value, variables, type, isHeading), out);
    return out.toString();
  }

  /// A variable, which blocks inside can set.
  private static final class Variable {
    private @Nullable Object value;

    Variable(@Nullable Object value) {
      this.value = value;
    }
  }

  /// What `.` and the variables are.
  ///
  /// @param type of a whole that has the fields of its type only; empty for others
  /// @param isHeading whether it is the head line of a table
  record Scope(
      @Nullable Object dot, Map<String, Variable> variables, String type, boolean isHeading) {
    Scope with(@Nullable Object newDot) {
      return new Scope(newDot, new TreeMap<>(variables), type, isHeading);
    }

    boolean isWhole(@Nullable Object value) {
      Variable whole = variables.get("$");
      return whole != null && value == whole.value;
    }

    @Nullable Object variable(String name) throws Failure {
      return known(name).value;
    }

    private Variable known(String name) throws Failure {
      Variable variable = variables.get(name);
      if (variable == null) {
        throw invalid("undefined variable \"" + name + "\"");
      }
      return variable;
    }

    /// What is said of a field that the whole does not have.
    String missing(String field) {
      return type.equals(INSPECTED)
          ? "map has no entry for key \"" + field + "\""
          : "can't evaluate field " + field + " in type " + type;
    }
  }

  /// How the rest of a block goes on behind a node.
  private enum Flow {
    ON,
    NEXT,
    LEAVE
  }

  private static Flow run(List<Node> nodes, Scope scope, StringBuilder out) throws Failure {
    for (Node node : nodes) {
      if (out.length() > OUTPUT_CHARACTERS_MAX) {
        throw new Failure("template output is too long", 1);
      }
      switch (node) {
        case Node.Text text -> out.append(text.text);
        case Node.Print print -> out.append(GoFunctions.text(print.expression.value(scope)));
        case Node.Assign assign -> assign(assign, scope);
        case Node.Jump jump -> {
          return jump.leaves ? Flow.LEAVE : Flow.NEXT;
        }
        case Node.Block block -> {
          Flow flow = block(block, scope, out);
          if (flow != Flow.ON) {
            return flow;
          }
        }
      }
    }
    return Flow.ON;
  }

  private static void assign(Node.Assign assign, Scope scope) throws Failure {
    Object value = assign.expression.value(scope);
    if (assign.isNew) {
      scope.variables.put(assign.variable, new Variable(value));
    } else {
      scope.known(assign.variable).value = value;
    }
  }

  private static Flow block(Node.Block block, Scope scope, StringBuilder out) throws Failure {
    Object value = block.over.value(scope);
    if (!GoFunctions.isTrue(value)) {
      return run(block.otherwise, scope, out);
    }
    return switch (block.kind) {
      case "if" -> run(block.body, scope, out);
      case "with" -> run(block.body, named(block, scope, value), out);
      default -> {
        range(block, value, scope, out);
        yield Flow.ON;
      }
    };
  }

  private static Scope named(Node.Block block, Scope scope, @Nullable Object value) {
    Scope inner = scope.with(value);
    block.variables.forEach(name -> inner.variables.put(name, new Variable(value)));
    return inner;
  }

  /// Maps are walked by sorted keys, as Go does.
  private static void range(
      Node.Block block, @Nullable Object value, Scope scope, StringBuilder out) throws Failure {
    if (value instanceof Map<?, ?> map) {
      TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
      map.forEach((key, item) -> sorted.put(String.valueOf(key), item));
      for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
        if (item(block, scope, out, new Item(entry.getKey(), entry.getValue())) == Flow.LEAVE) {
          return;
        }
      }
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        if (item(block, scope, out, new Item(i, list.get(i))) == Flow.LEAVE) {
          return;
        }
      }
    }
  }

  private record Item(Object key, @Nullable Object value) {}

  private static Flow item(Node.Block block, Scope scope, StringBuilder out, Item item)
      throws Failure {
    Scope inner = scope.with(item.value);
    List<String> names = block.variables;
    if (!names.isEmpty()) {
      inner.variables.put(names.get(names.size() - 1), new Variable(item.value));
    }
    if (names.size() == 2) {
      inner.variables.put(names.get(0), new Variable(item.key));
    }
    return run(block.body, inner, out);
  }

  /// Cuts a template into its pieces.
  private static final class Reader {
    private final String text;
    private int at;
    private String ended = "";

    /// What stands behind the `else` of an `else if`.
    private String chained = "";

    private int ranges;

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
        boolean isChain = action.startsWith("else if ") || action.startsWith("else with ");
        if (action.equals("end") || action.equals("else") || isChain) {
          chained = isChain ? action.substring("else ".length()) : "";
          ended = isChain ? "else" : action;
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
        boolean isKind = action.startsWith(kind) && action.length() > kind.length();
        if (isKind && " .$(".indexOf(action.charAt(kind.length())) >= 0) {
          return block(kind, action.substring(kind.length()).strip(), position);
        }
      }
      boolean isJump = action.equals("break") || action.equals("continue");
      if (isJump && ranges == 0) {
        throw invalid("{{" + action + "}} outside {{range}}");
      }
      if (isJump) {
        return new Node.Jump(action.equals("break"));
      }
      Matcher assignment = ASSIGNMENT.matcher(action);
      if (assignment.lookingAt()) {
        int end = assignment.end();
        return new Node.Assign(
            assignment.group(1),
            GoExpression.parse(action.substring(end), position + end),
            assignment.group(2).equals(":="));
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
      ranges += kind.equals("range") ? 1 : 0;
      List<Node> body = nodes(true);
      ranges -= kind.equals("range") ? 1 : 0;
      return new Node.Block(kind, variables, expression, body, otherwise(position));
    }

    /// The `{{else}}` of a block, which an `{{else if}}` makes a block of its own.
    private List<Node> otherwise(int position) throws Failure {
      if (!ended.equals("else")) {
        return List.of();
      }
      return chained.isEmpty() ? nodes(true) : List.of(node(chained, position));
    }
  }

  static Failure invalid(String why) {
    return new Failure("template parsing error: template: :1: " + why, 64);
  }
}
