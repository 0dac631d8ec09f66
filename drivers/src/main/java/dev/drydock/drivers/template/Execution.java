package dev.drydock.drivers.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One application of a template (`text/template/exec.go`).
final class Execution {
  private static final int OUTPUT_CHARACTERS_MAX = 1 << 20;

  /// Turns of all loops together; each may print nothing.
  private static final int TURNS_MAX = 1 << 20;

  private final Source source;
  private final Template.Mode mode;
  private final StringBuilder out = new StringBuilder();
  private final List<Variable> variables = new ArrayList<>();
  private int turns;

  Execution(Source source, Template.Mode mode) {
    this.source = source;
    this.mode = mode;
  }

  private static final class Variable {
    private final String name;
    private GoValue value;

    Variable(String name, GoValue value) {
      this.name = name;
      this.value = value;
    }
  }

  /// How the rest of a block goes on behind a part.
  private enum Flow {
    ON,
    NEXT,
    LEAVE
  }

  String run(List<Syntax> parts, GoValue whole) throws TemplateFailure {
    variables.add(new Variable("$", whole));
    walk(parts, whole);
    return out.toString();
  }

  private Flow walk(List<Syntax> parts, GoValue dot) throws TemplateFailure {
    for (Syntax part : parts) {
      if (out.length() > OUTPUT_CHARACTERS_MAX) {
        throw new TemplateFailure("template: output is too long");
      }
      Flow flow =
          switch (part) {
            case Syntax.Text fixed -> {
              out.append(fixed.text());
              yield Flow.ON;
            }
            case Syntax.Action action -> {
              GoValue value = value(action.pipe(), dot);
              out.append(action.pipe().variables().isEmpty() ? Formatting.printed(value) : "");
              yield Flow.ON;
            }
            case Syntax.Jump jump -> jump.leaves() ? Flow.LEAVE : Flow.NEXT;
            case Syntax.Block block -> block(block, dot);
            default -> Flow.ON;
          };
      if (flow != Flow.ON) {
        return flow;
      }
    }
    return Flow.ON;
  }

  private Flow block(Syntax.Block block, GoValue dot) throws TemplateFailure {
    int known = variables.size();
    GoValue value = value(block.pipe(), dot);
    Flow flow =
        switch (block.kind()) {
          case "range" -> range(block, value, dot);
          case "with" -> value.isTrue() ? walk(block.body(), value) : walk(block.otherwise(), dot);
          default -> walk(value.isTrue() ? block.body() : block.otherwise(), dot);
        };
    variables.subList(known, variables.size()).clear();
    return flow;
  }

  private Flow range(Syntax.Block block, GoValue value, GoValue dot) throws TemplateFailure {
    GoValue over = value.indirect();
    if (!over.isValid() || over.equals(new GoValue(GoType.RAW, null))) {
      return walk(block.otherwise(), dot);
    }
    boolean hasTurns =
        switch (over.resolved().type()) {
          case GoType.Slice _ -> overItems(block, over);
          case GoType.Mapping mapping -> overEntries(block, over, mapping);
          default -> overNumbers(block, over);
        };
    return hasTurns ? Flow.ON : walk(block.otherwise(), dot);
  }

  private boolean overItems(Syntax.Block block, GoValue over) throws TemplateFailure {
    int count = over.items().size();
    for (int i = 0; i < count; i++) {
      if (turn(block, GoValue.number(i), over.resolved().item(i)) == Flow.LEAVE) {
        break;
      }
    }
    return count > 0;
  }

  private boolean overEntries(Syntax.Block block, GoValue over, GoType.Mapping mapping)
      throws TemplateFailure {
    Map<String, @Nullable Object> entries = over.entries();
    for (Map.Entry<String, @Nullable Object> entry : entries.entrySet()) {
      GoValue key = new GoValue(mapping.key(), entry.getKey());
      if (turn(block, key, new GoValue(mapping.of(), entry.getValue())) == Flow.LEAVE) {
        break;
      }
    }
    return !entries.isEmpty();
  }

  private boolean overNumbers(Syntax.Block block, GoValue over) throws TemplateFailure {
    if (!over.isKind(GoType.Kind.INT)) {
      throw failure(block.pipe(), "range can't iterate over " + Formatting.text(over, 0));
    }
    for (long i = 0; i < over.number(); i++) {
      if (turn(block, GoValue.number(i), GoValue.number(i)) == Flow.LEAVE) {
        break;
      }
    }
    return over.number() > 0;
  }

  private Flow turn(Syntax.Block block, GoValue key, GoValue item) throws TemplateFailure {
    if (++turns > TURNS_MAX) {
      throw new TemplateFailure("template: too many turns of loops");
    }
    int known = variables.size();
    List<String> names = block.pipe().variables();
    boolean assigns = block.pipe().assigns();
    if (!names.isEmpty()) {
      set(names.getLast(), item, assigns);
    }
    if (names.size() == 2) {
      set(names.getFirst(), key, assigns);
    }
    Flow flow = walk(block.body(), item);
    variables.subList(known, variables.size()).clear();
    return flow;
  }

  private void set(String name, GoValue value, boolean assigns) throws TemplateFailure {
    if (!assigns) {
      variables.add(new Variable(name, value));
      return;
    }
    for (Variable variable : variables.reversed()) {
      if (variable.name.equals(name)) {
        variable.value = value;
        return;
      }
    }
    throw new TemplateFailure("template: undefined variable: " + name);
  }

  /// The value of a pipe, which its variables take.
  private GoValue value(Syntax.Pipe pipe, GoValue dot) throws TemplateFailure {
    GoValue value = null;
    for (Syntax.Command command : pipe.commands()) {
      value = command(command, dot, value).resolved();
    }
    GoValue last = value == null ? GoValue.INVALID : value;
    for (String name : pipe.variables()) {
      set(name, last, pipe.assigns());
    }
    return last;
  }

  private GoValue command(Syntax.Command command, GoValue dot, @Nullable GoValue piped)
      throws TemplateFailure {
    Syntax.Operand first = command.operands().getFirst();
    if (first instanceof Syntax.Name name) {
      return function(command, name, dot, piped);
    }
    int given = command.operands().size() - 1 + (piped == null ? 0 : 1);
    GoValue whole = operand(first, dot);
    GoValue value = whole.resolved();
    if (given > 0 && value.isKind(GoType.Kind.METHOD) && value.data() instanceof GoMethod method) {
      return method(command, method, dot, piped);
    }
    if (given > 0 && first instanceof Syntax.Path path) {
      throw failure(first, path.fields().getLast() + " is not a method but has arguments");
    }
    if (given > 0) {
      throw failure(first, "can't give argument to non-function " + first);
    }
    if (first instanceof Syntax.Literal literal && literal.value() == null) {
      throw failure(first, "nil is not a command");
    }
    return whole;
  }

  /// A method of a row such as `.Label "tier"`.
  private GoValue method(
      Syntax.Command command, GoMethod method, GoValue dot, @Nullable GoValue piped)
      throws TemplateFailure {
    Syntax.Operand first = command.operands().getFirst();
    List<GoValue> arguments = arguments(command, dot, piped);
    if (arguments.size() != 1) {
      String name = first instanceof Syntax.Path path ? path.fields().getLast() : first.toString();
      throw failure(first, "wrong number of args for " + name + ": want 1 got " + arguments.size());
    }
    return GoValue.of(method.call(Formatting.text(arguments.getFirst(), 0)));
  }

  private List<GoValue> arguments(Syntax.Command command, GoValue dot, @Nullable GoValue piped)
      throws TemplateFailure {
    List<GoValue> arguments = new ArrayList<>();
    for (Syntax.Operand operand : command.operands().subList(1, command.operands().size())) {
      arguments.add(operand(operand, dot));
    }
    if (piped != null) {
      arguments.add(piped);
    }
    return arguments;
  }

  /// A function; `and` and `or` look at no more than they need.
  private GoValue function(
      Syntax.Command command, Syntax.Name name, GoValue dot, @Nullable GoValue piped)
      throws TemplateFailure {
    boolean isOr = name.name().equals("or");
    List<Syntax.Operand> operands = command.operands();
    if ((isOr || name.name().equals("and")) && operands.size() > 1) {
      GoValue value = GoValue.INVALID;
      for (Syntax.Operand operand : operands.subList(1, operands.size())) {
        value = operand(operand, dot);
        if (value.isTrue() == isOr) {
          return value;
        }
      }
      return piped == null ? value : piped;
    }
    Functions functions = Functions.of(source.dialect());
    for (int i = 1; i < operands.size(); i++) {
      checkLiteral(operands.get(i), functions.wanted(name.name(), i - 1));
    }
    List<GoValue> arguments = arguments(command, dot, piped);
    if (mode == Template.Mode.HEADING && Functions.keepsHeadings(name.name())) {
      return arguments.isEmpty() ? GoValue.text("") : arguments.getFirst();
    }
    try {
      return functions.call(name.name(), arguments);
    } catch (Functions.Refused e) {
      Syntax.Operand at =
          e.argument < 0 || e.argument >= operands.size() - 1 ? name : operands.get(e.argument + 1);
      throw e.isCall
          ? source.unfit(
              command.at(), command.toString(), "error calling " + name.name() + ": " + e.why)
          : failure(at, e.why);
    }
  }

  /// A text or a number that stands where the other is wanted (`evalString`, `evalInteger`).
  private void checkLiteral(Syntax.Operand operand, @Nullable GoType wanted)
      throws TemplateFailure {
    if (wanted == null || !(operand instanceof Syntax.Literal literal)) {
      return;
    }
    if (literal.value() == null) {
      throw failure(operand, "cannot assign nil to " + wanted);
    }
    if (!literal.value().type().equals(wanted)) {
      String kind = wanted.equals(GoType.INT) ? "integer" : "string";
      throw failure(operand, "expected " + kind + "; found " + operand);
    }
  }

  private GoValue operand(Syntax.Operand operand, GoValue dot) throws TemplateFailure {
    return switch (operand) {
      case Syntax.Literal literal ->
          literal.value() == null ? new GoValue(GoType.ANY, null) : literal.value();
      case Syntax.Dot _ -> dot;
      case Syntax.Path path -> follow(dot, path.fields(), path);
      case Syntax.Variable variable -> follow(variable(variable), variable.fields(), variable);
      case Syntax.Chain chain -> follow(operand(chain.inner(), dot), chain.fields(), last(chain));
      case Syntax.Pipe pipe -> value(pipe, dot);
      case Syntax.Name name -> command(new Syntax.Command(List.of(name), name.at()), dot, null);
    };
  }

  /// What was looked at last when the fields of `(…).A` are asked for: Go's complaints name that
  /// (`state.at`; seen with Docker 20.10.24).
  private static Syntax.Operand last(Syntax.Operand operand) {
    return switch (operand) {
      case Syntax.Chain chain -> last(chain.inner());
      case Syntax.Pipe pipe -> last(pipe.commands().getLast().operands().getLast());
      default -> operand;
    };
  }

  private GoValue variable(Syntax.Variable wanted) throws TemplateFailure {
    for (Variable variable : variables.reversed()) {
      if (variable.name.equals(wanted.name())) {
        return variable.value;
      }
    }
    throw failure(wanted, "undefined variable: " + wanted.name());
  }

  private GoValue follow(GoValue start, List<String> fields, Syntax.Operand at)
      throws TemplateFailure {
    GoValue value = start;
    for (String field : fields) {
      value = field(value, field, at);
    }
    return value;
  }

  /// One field (`evalField`).
  private GoValue field(GoValue receiver, String field, Syntax.Operand at) throws TemplateFailure {
    boolean isStrict = mode == Template.Mode.STRICT;
    if (!receiver.isValid()) {
      if (isStrict) {
        throw failure(at, "nil data; no entry for key \"" + field + "\"");
      }
      return receiver;
    }
    GoValue value = receiver.indirect();
    if (value.isNil() && !(value.type() instanceof GoType.Mapping)) {
      throw failure(at, ofNil(value, field));
    }
    if (value.type() instanceof GoType.Struct struct) {
      GoType.Field known = struct.field(field);
      if (known != null) {
        return value.field(known);
      }
    } else if (value.type() instanceof GoType.Mapping mapping
        && mapping.key().equals(GoType.STRING)) {
      GoValue found = value.entry(field);
      boolean isOpen = mapping.of() instanceof GoType.Any any && any.isStrict();
      if ((isStrict || isOpen) && !found.isValid()) {
        throw failure(at, "map has no entry for key \"" + field + "\"");
      }
      return found;
    }
    throw failure(at, "can't evaluate field " + field + " in type " + receiver.type());
  }

  private static String ofNil(GoValue value, String field) {
    boolean lacksIt =
        value.type() instanceof GoType.Slice
            || (value.type() instanceof GoType.Pointer pointer
                && pointer.to() instanceof GoType.Struct struct
                && struct.field(field) == null);
    return lacksIt
        ? "can't evaluate field " + field + " in type " + value.type()
        : "nil pointer evaluating " + value.type() + "." + field;
  }

  private TemplateFailure failure(Syntax.Operand at, String why) {
    return source.unfit(at.at(), at.toString(), why);
  }
}
