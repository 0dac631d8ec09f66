package dev.drydock.scenarios.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A YAML value and the place where it was written. Anchors and merge keys are already followed; a
/// mapping has each key once.
public sealed interface Node {

  /// Where it was written.
  Place place();

  /// Its local tag, as `!reset`; empty without one.
  String tag();

  /// The word that errors use for it.
  String describe();

  /// What the core schema of YAML 1.2 takes a scalar for.
  enum Kind {
    TEXT("a string"),
    INTEGER("a number"),
    FLOAT("a number"),
    BOOLEAN("true or false"),
    NULL("empty");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /// A single value; `text` is what was written, quotes and escapes resolved.
  record Scalar(String text, Kind kind, String tag, Place place) implements Node {
    @Override
    public String describe() {
      return kind.words;
    }

    /// Whether it is `null`, `~` or nothing at all.
    public boolean isNull() {
      return kind == Kind.NULL;
    }
  }

  /// A list.
  record Sequence(List<Node> items, String tag, Place place) implements Node {
    /// Copies the items.
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String describe() {
      return "a list";
    }
  }

  /// A mapping in the order of the file.
  record Mapping(List<Entry> entries, String tag, Place place) implements Node {
    /// Copies the entries.
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String describe() {
      return "a mapping";
    }

    /// The value of a key; null when it is missing.
    public @Nullable Node get(String key) {
      for (var entry : entries) {
        if (entry.key().text().equals(key)) {
          return entry.value();
        }
      }
      return null;
    }
  }

  /// A key and its value.
  record Entry(Scalar key, Node value) {
    /// The key's text.
    public String name() {
      return key.text();
    }
  }
}
