package dev.drydock.scenarios.text;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

  /// How many values it holds, itself included.
  default int nodeCount() {
    return switch (this) {
      case Scalar scalar -> 1;
      case Sequence list -> 1 + list.items().stream().mapToInt(Node::nodeCount).sum();
      case Mapping mapping ->
          1 + mapping.entries().stream().mapToInt(entry -> 1 + entry.value().nodeCount()).sum();
    };
  }

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
  ///
  /// @param entries in the order of the file
  /// @param byName the same by key; empty for a small one, which is looked through
  record Mapping(List<Entry> entries, Map<String, Entry> byName, String tag, Place place)
      implements Node {
    private static final int SMALL = 8;

    /// Copies the entries.
    public Mapping {
      entries = List.copyOf(entries);
      byName = Map.copyOf(byName);
    }

    /// A mapping of these entries; of several with one key the first counts.
    public Mapping(List<Entry> entries, String tag, Place place) {
      this(entries, entries.size() <= SMALL ? Map.of() : byName(entries), tag, place);
    }

    private static Map<String, Entry> byName(List<Entry> entries) {
      return entries.stream()
          .collect(Collectors.toMap(Entry::name, e -> e, (first, next) -> first));
    }

    @Override
    public String describe() {
      return "a mapping";
    }

    /// The value of a key; null when it is missing.
    public @Nullable Node get(String key) {
      var entry = entry(key);
      return entry == null ? null : entry.value();
    }

    private @Nullable Entry entry(String key) {
      if (!byName.isEmpty()) {
        return byName.get(key);
      }
      for (var entry : entries) {
        if (entry.name().equals(key)) {
          return entry;
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
