package dev.drydock.drivers.template;

import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// What a template is made of; each part says itself as Go does in its complaints
/// (`text/template/parse/node.go`).
sealed interface Syntax {
  /// A text as it stands.
  record Text(String text) implements Syntax {}

  /// `{{…}}`.
  record Action(Pipe pipe) implements Syntax {}

  /// `{{break}}` or `{{continue}}`.
  record Jump(boolean leaves) implements Syntax {}

  /// `{{range}}`, `{{if}}`, `{{with}}`.
  record Block(String kind, Pipe pipe, List<Syntax> body, List<Syntax> otherwise)
      implements Syntax {}

  /// Something with a value.
  sealed interface Operand {
    /// Where it stands in the template.
    int at();
  }

  /// Commands joined by `|`, and the variables that take their value.
  record Pipe(List<String> variables, boolean assigns, List<Command> commands, int at)
      implements Operand {
    @Override
    public String toString() {
      StringJoiner joiner = new StringJoiner(" | ");
      commands.forEach(command -> joiner.add(command.toString()));
      String names = String.join(", ", variables);
      return names.isEmpty() ? joiner.toString() : names + (assigns ? " = " : " := ") + joiner;
    }
  }

  /// An operand, or a function and what it is given.
  record Command(List<Operand> operands, int at) {
    @Override
    public String toString() {
      StringJoiner joiner = new StringJoiner(" ");
      for (Operand operand : operands) {
        joiner.add(operand instanceof Pipe ? "(" + operand + ")" : operand.toString());
      }
      return joiner.toString();
    }
  }

  /// A text, a number, a truth value; `nil` where there is no value.
  record Literal(@Nullable GoValue value, String text, int at) implements Operand {
    @Override
    public String toString() {
      return text;
    }
  }

  /// `.`.
  record Dot(int at) implements Operand {
    @Override
    public String toString() {
      return ".";
    }
  }

  /// `.A.B`.
  record Path(List<String> fields, int at) implements Operand {
    @Override
    public String toString() {
      return "." + String.join(".", fields);
    }
  }

  /// `$x.A`.
  record Variable(String name, List<String> fields, int at) implements Operand {
    @Override
    public String toString() {
      return fields.isEmpty() ? name : name + "." + String.join(".", fields);
    }
  }

  /// The name of a function.
  record Name(String name, int at) implements Operand {
    @Override
    public String toString() {
      return name;
    }
  }

  /// `(…).A`.
  record Chain(Operand inner, List<String> fields, int at) implements Operand {
    @Override
    public String toString() {
      String text = inner instanceof Pipe ? "(" + inner + ")" : inner.toString();
      return text + "." + String.join(".", fields);
    }
  }
}
