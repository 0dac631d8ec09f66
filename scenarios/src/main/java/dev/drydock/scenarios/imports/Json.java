package dev.drydock.scenarios.imports;

import dev.drydock.scenarios.text.Node;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks into a tree of JSON whose shape differs from one version of a program to the next: what is
/// not there, or of another type, is nothing.
final class Json {
  private Json() {}

  /// The value behind some names; null when there is none.
  static @Nullable Node at(@Nullable Node node, String... path) {
    Node found = node;
    for (String name : path) {
      found = found instanceof Node.Mapping mapping ? mapping.get(name) : null;
    }
    return found instanceof Node.Scalar scalar && scalar.isNull() ? null : found;
  }

  /// A single value as text; empty when there is none.
  static String text(@Nullable Node node, String... path) {
    return at(node, path) instanceof Node.Scalar scalar ? scalar.text() : "";
  }

  /// A moment as Go writes it: digits of the second that are zero are left out, so that texts do
  /// not sort as the moments do. The epoch where there is none.
  static Instant moment(@Nullable Node node, String... path) {
    try {
      return OffsetDateTime.parse(text(node, path)).toInstant();
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }

  static boolean isTrue(@Nullable Node node, String... path) {
    return text(node, path).equals("true");
  }

  /// The items of a list; none when there is no list.
  static List<Node> items(@Nullable Node node, String... path) {
    return at(node, path) instanceof Node.Sequence list ? list.items() : List.of();
  }

  /// The single values of a list.
  static List<String> texts(@Nullable Node node, String... path) {
    List<String> texts = new ArrayList<>();
    for (Node item : items(node, path)) {
      texts.add(text(item));
    }
    return texts;
  }

  /// The members of an object; none when there is no object.
  static List<Node.Entry> entries(@Nullable Node node, String... path) {
    return at(node, path) instanceof Node.Mapping mapping ? mapping.entries() : List.of();
  }
}
