package dev.drydock.scenarios.tools.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What stands between `{{` and `}}`: commands joined by pipes; each a function with operands, or
/// one operand.
final class GoExpression {
  private static final int DEPTH_MAX = 50;

  private final List<List<Operand>> commands;

  private GoExpression(List<List<Operand>> commands) {
    this.commands = commands;
  }

  /// One operand.
  private sealed interface Operand {
    /// A number, text or truth value.
    record Literal(Object value) implements Operand {}

    /// `.A.B`, `$x.A`, `$`.
    record Path(String variable, List<String> fields, int position) implements Operand {}

    /// The name of a function.
    record Name(String name) implements Operand {}

    /// `( … )`, and the fields behind it.
    record Group(GoExpression inner, List<String> fields) implements Operand {}
  }

  /// Fields of what is inspected that are maps, with keys of the user's.
  private static final Set<String> KEYED =
      Set.of(
          "Annotations",
          "AuxiliaryAddresses",
          "Config",
          "Containers",
          "Data",
          "DriverOpts",
          "ExposedPorts",
          "Labels",
          "Networks",
          "Options",
          "PortBindings",
          "Ports",
          "Services",
          "StorageOpt",
          "Sysctls",
          "Tmpfs",
          "Volumes");

  /// Reads an expression.
  ///
  /// @param position where it stands in the template
  static GoExpression parse(String text, int position) throws Failure {
    return new Parser(text, position).pipeline(0);
  }

  /// The value in a scope.
  @Nullable Object value(GoTemplate.Scope scope) throws Failure {
    Object piped = null;
    boolean first = true;
    for (List<Operand> command : commands) {
      List<@Nullable Object> arguments = new ArrayList<>();
      Operand head = command.get(0);
      for (Operand operand : command.subList(1, command.size())) {
        arguments.add(value(operand, scope));
      }
      if (!first) {
        arguments.add(piped);
      }
      piped = called(head, arguments, scope);
      first = false;
    }
    return piped;
  }

  /// A function, or a method of a row such as `.Label "tier"`; fields take no arguments.
  private static @Nullable Object called(
      Operand head, List<@Nullable Object> arguments, GoTemplate.Scope scope) throws Failure {
    if (head instanceof Operand.Name name) {
      return scope.isHeading() && GoFunctions.keepsHeadings(name.name)
          ? arguments.isEmpty() ? "" : arguments.getFirst()
          : GoFunctions.call(name.name, arguments);
    }
    Object value = value(head, scope);
    if (value instanceof GoMethod method && head instanceof Operand.Path path) {
      if (arguments.size() != 1) {
        String name = path.fields.getLast();
        throw failure(
            path, "wrong number of args for " + name + ": want 1 got " + arguments.size());
      }
      return method.call(GoFunctions.text(arguments.getFirst()));
    }
    if (!arguments.isEmpty() && head instanceof Operand.Path path) {
      String whole = "." + String.join(".", path.fields);
      throw failure(path, "can't give argument to non-function " + path.variable + whole);
    }
    return value;
  }

  private static @Nullable Object value(Operand operand, GoTemplate.Scope scope) throws Failure {
    return switch (operand) {
      case Operand.Literal literal -> literal.value;
      case Operand.Path path -> {
        Object start = path.variable.isEmpty() ? scope.dot() : scope.variable(path.variable);
        yield walk(start, path, scope);
      }
      case Operand.Group group ->
          walk(group.inner.value(scope), new Operand.Path("", group.fields, 1), scope);
      case Operand.Name name -> GoFunctions.call(name.name, List.of());
    };
  }

  private static @Nullable Object walk(
      @Nullable Object start, Operand.Path path, GoTemplate.Scope scope) throws Failure {
    Object value = start;
    boolean isTyped = !scope.type().isEmpty() && scope.isWhole(start);
    for (String field : path.fields) {
      if (value == GoFunctions.NO_VALUE) {
        return value;
      }
      if (!(value instanceof Map<?, ?> map)) {
        String type = value instanceof String ? " in type string" : "";
        throw failure(path, "can't evaluate field " + field + type);
      }
      boolean isThere = map.containsKey(field);
      if (!isThere && isTyped) {
        throw failure(path, scope.missing(field));
      }
      value = isThere ? map.get(field) : GoFunctions.NO_VALUE;
      isTyped &= !KEYED.contains(field);
    }
    return value;
  }

  private static Failure failure(Operand.Path path, String why) {
    return new Failure(
        "template parsing error: template: :1:%d: executing \"\" at <.%s>: %s"
            .formatted(path.position, String.join(".", path.fields), why),
        1);
  }

  private static final class Parser {
    private final String text;
    private final int position;
    private int at;

    Parser(String text, int position) {
      this.text = text;
      this.position = position;
    }

    GoExpression pipeline(int depth) throws Failure {
      if (depth > DEPTH_MAX) {
        throw GoTemplate.invalid("too many parentheses");
      }
      List<List<Operand>> commands = new ArrayList<>();
      List<Operand> command = new ArrayList<>();
      while (skipBlanks() && text.charAt(at) != ')') {
        if (text.charAt(at) == '|') {
          at++;
          commands.add(command);
          command = new ArrayList<>();
        } else {
          command.add(operand(depth));
        }
      }
      commands.add(command);
      if (commands.stream().anyMatch(List::isEmpty)) {
        throw GoTemplate.invalid("missing value for command");
      }
      return new GoExpression(commands);
    }

    private boolean skipBlanks() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      return at < text.length();
    }

    private Operand operand(int depth) throws Failure {
      char c = text.charAt(at);
      if (c == '"' || c == '`') {
        return new Operand.Literal(string(c));
      }
      if (c == '(') {
        at++;
        GoExpression inner = pipeline(depth + 1);
        if (at >= text.length()) {
          throw GoTemplate.invalid("unclosed left paren");
        }
        at++;
        return new Operand.Group(inner, fields());
      }
      if (c == '.') {
        return path("");
      }
      if (c == '$') {
        int start = at++;
        word();
        String name = text.substring(start, at);
        return path(name);
      }
      return bare();
    }

    private Operand bare() throws Failure {
      int start = at;
      if (text.charAt(at) == '-') {
        at++;
      }
      word();
      String word = text.substring(start, at);
      if (word.matches("-?\\d{1,9}")) {
        return new Operand.Literal(Integer.parseInt(word));
      }
      if (word.equals("true") || word.equals("false")) {
        return new Operand.Literal(Boolean.valueOf(word));
      }
      if (!GoFunctions.isKnown(word)) {
        throw GoTemplate.invalid("function \"" + word + "\" not defined");
      }
      return new Operand.Name(word);
    }

    private void word() {
      while (at < text.length()
          && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
        at++;
      }
    }

    /// Go says of a chain of fields where its second one stands.
    private Operand.Path path(String variable) throws Failure {
      int start = at;
      List<String> fields = fields();
      int offset = fields.size() < 2 ? 0 : fields.getFirst().length() + 1;
      return new Operand.Path(variable, fields, position + start + offset);
    }

    private List<String> fields() throws Failure {
      List<String> fields = new ArrayList<>();
      while (at < text.length() && text.charAt(at) == '.') {
        int start = ++at;
        word();
        if (at > start) {
          fields.add(text.substring(start, at));
        } else if (!fields.isEmpty()) {
          throw GoTemplate.invalid("unexpected <.> in operand");
        }
      }
      return fields;
    }

    private String string(char quote) throws Failure {
      StringBuilder value = new StringBuilder();
      for (at++; at < text.length() && text.charAt(at) != quote; at++) {
        char c = text.charAt(at);
        if (c == '\\' && quote == '"' && at + 1 < text.length()) {
          char escaped = text.charAt(++at);
          value.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
        } else {
          value.append(c);
        }
      }
      if (at >= text.length()) {
        throw GoTemplate.invalid("unterminated quoted string");
      }
      at++;
      return value.toString();
    }
  }
}
