package dev.drydock.scenarios.compose;

import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Node;
import java.util.ArrayList;

/// Replaces the variables in every value of a tree; keys stay as they are. A value that cannot be
/// read is told by its path, as `services.web.command.[]`, and left out.
final class Interpolation {

  /// What all values of a file may grow to together.
  private static final int TOTAL_LENGTH_MAX = 16 << 20;

  private static final String REFUSED = "!refused";

  private final Variables variables;
  private final Diagnostics diagnostics;
  private long totalLength;

  Interpolation(Variables variables, Diagnostics diagnostics) {
    this.variables = variables;
    this.diagnostics = diagnostics;
  }

  Node apply(Node node) {
    return apply(node, "");
  }

  private Node apply(Node node, String path) {
    return switch (node) {
      case Node.Scalar scalar -> scalar.text().indexOf('$') < 0 ? scalar : replaced(scalar, path);
      case Node.Sequence list -> {
        var items = new ArrayList<Node>();
        list.items().forEach(item -> items.add(apply(item, under(path, "[]"))));
        items.removeIf(item -> item.tag().equals(REFUSED));
        yield new Node.Sequence(items, list.tag(), list.place());
      }
      case Node.Mapping mapping -> {
        var entries = new ArrayList<Node.Entry>();
        for (var entry : mapping.entries()) {
          entries.add(new Node.Entry(entry.key(), apply(entry.value(), under(path, entry.name()))));
        }
        yield new Node.Mapping(entries, mapping.tag(), mapping.place());
      }
    };
  }

  private static String under(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private Node replaced(Node.Scalar scalar, String path) {
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
      diagnostics.error(place, refused.at(path), refused.hint());
      return new Node.Scalar("", Node.Kind.NULL, REFUSED, place);
    }
  }
}
