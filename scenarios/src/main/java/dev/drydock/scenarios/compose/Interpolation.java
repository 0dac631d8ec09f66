package dev.drydock.scenarios.compose;

import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Node;
import java.util.ArrayList;

/// Replaces the variables in every value of a tree; keys stay as they are.
final class Interpolation {

  /// What all values of a file may grow to together.
  private static final int TOTAL_LENGTH_MAX = 16 << 20;

  private final Variables variables;
  private final Diagnostics diagnostics;
  private long totalLength;

  Interpolation(Variables variables, Diagnostics diagnostics) {
    this.variables = variables;
    this.diagnostics = diagnostics;
  }

  Node apply(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> scalar.text().indexOf('$') < 0 ? scalar : replaced(scalar);
      case Node.Sequence list -> {
        var items = new ArrayList<Node>();
        list.items().forEach(item -> items.add(apply(item)));
        yield new Node.Sequence(items, list.tag(), list.place());
      }
      case Node.Mapping mapping -> {
        var entries = new ArrayList<Node.Entry>();
        mapping.entries().forEach(e -> entries.add(new Node.Entry(e.key(), apply(e.value()))));
        yield new Node.Mapping(entries, mapping.tag(), mapping.place());
      }
    };
  }

  private Node replaced(Node.Scalar scalar) {
    var place = scalar.place();
    var template =
        new Template(
            variables,
            name ->
                diagnostics.warning(
                    place,
                    "The \"" + name + "\" variable is not set. Defaulting to a blank string.",
                    "write ${" + name + ":-DEFAULT}, or $$ for a plain dollar"));
    try {
      var text = totalLength > TOTAL_LENGTH_MAX ? "" : template.replace(scalar.text());
      totalLength += text.length();
      if (totalLength > TOTAL_LENGTH_MAX) {
        diagnostics.error(place, "the file grows too large", "its variables are too long");
      }
      return new Node.Scalar(text, Node.Kind.TEXT, scalar.tag(), place);
    } catch (Template.Refused refused) {
      diagnostics.error(place, String.valueOf(refused.getMessage()), refused.hint());
      return new Node.Scalar("", Node.Kind.NULL, scalar.tag(), place);
    }
  }
}
