package dev.drydock.scenarios.text;

import dev.drydock.scenarios.text.Diagnostic.Refuser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the values of one mapping by key and tells what is wrong with them: unknown keys at once,
/// wrong types when they are asked for. A wrong value reads as a missing one.
public final class Fields {

  /// Lists and mappings of more are a mistake. A guess, above the largest lab.
  private static final int ITEMS_MAX = 131_072;

  private static final Set<String> TRUE = Set.of("true", "yes", "y", "on");
  private static final Set<String> FALSE = Set.of("false", "no", "n", "off");

  private final Node.Mapping mapping;
  private final String path;
  private final Diagnostics diagnostics;

  /// Fields of a mapping that stands at `path` (`services.web`; empty for the whole file).
  public Fields(Node.Mapping mapping, String path, Diagnostics diagnostics) {
    this.mapping = mapping;
    this.path = path;
    this.diagnostics = diagnostics;
  }

  /// Tells every key that the table does not know.
  public Fields checkKeys(Keys keys) {
    for (var entry : mapping.entries()) {
      var name = entry.name();
      if (!keys.knows(name) && !name.startsWith("x-")) {
        unknownKey(entry.key(), keys.all());
      }
    }
    return this;
  }

  private void unknownKey(Node.Scalar key, Set<String> known) {
    var hint = diagnostics.hint(key.text(), known);
    diagnostics.error(
        Refuser.SCHEMA,
        key.place(),
        (path.isEmpty() ? "" : path + " ")
            + "additional properties '"
            + key.text()
            + "' not allowed",
        hint.isEmpty() ? "known keys: " + String.join(", ", known) : hint);
  }

  /// Where the mapping begins.
  public Place place() {
    return mapping.place();
  }

  /// `services.web`.
  public String path() {
    return path;
  }

  /// `services.web.image` for `image`.
  public String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /// Whether the key stands there at all, even without a value.
  public boolean has(String key) {
    return mapping.get(key) != null;
  }

  /// The value of a key; null when it is missing or empty.
  public @Nullable Node node(String key) {
    var node = mapping.get(key);
    return node instanceof Node.Scalar scalar && scalar.isNull() ? null : node;
  }

  /// A string. Numbers must be quoted, as compose asks.
  public @Nullable Located<String> text(String key) {
    var node = node(key);
    if (node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.TEXT) {
      return new Located<>(scalar.text(), scalar.place());
    }
    if (node != null) {
      wrongType(key, node, "a string");
    }
    return null;
  }

  /// Any single value, as written.
  public @Nullable Located<String> word(String key) {
    var node = node(key);
    return node == null ? null : word(node, pathOf(key));
  }

  private @Nullable Located<String> word(Node node, String at) {
    if (node instanceof Node.Scalar scalar && !scalar.isNull()) {
      return new Located<>(scalar.text(), scalar.place());
    }
    diagnostics.error(
        Refuser.SCHEMA, node.place(), at + " must be a single value, not " + node.describe(), "");
    return null;
  }

  /// A single value that `parser` reads; `kind` and `example` go into the error when it answers
  /// null.
  public <T> @Nullable Located<T> value(
      String key, String kind, Function<String, @Nullable T> parser) {
    var word = word(key);
    return word == null ? null : parse(word, pathOf(key), new Reading<>(kind, parser));
  }

  /// The same of a value that compose hands to the engine as it stands; null also for an empty one.
  public <T> @Nullable Located<T> engineValue(
      String key, String kind, Function<String, @Nullable T> parser) {
    var word = word(key);
    return word == null || word.value().isEmpty()
        ? null
        : parse(word, pathOf(key), new Reading<>(kind, parser, Refuser.ENGINE_WORD));
  }

  /// Several values, or a single one, each read by `parser`.
  public <T> List<Located<T>> values(
      String key, String kind, Function<String, @Nullable T> parser) {
    var values = new ArrayList<Located<T>>();
    for (var word : wordOrWords(key)) {
      var value = parse(word, pathOf(key), new Reading<>(kind, parser));
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  /// How a word is read, what it must be, and who refuses it otherwise.
  private record Reading<T>(String kind, Function<String, @Nullable T> parser, Refuser refuser) {
    Reading(String kind, Function<String, @Nullable T> parser) {
      this(kind, parser, Refuser.OTHER);
    }
  }

  private <T> @Nullable Located<T> parse(Located<String> word, String at, Reading<T> reading) {
    var value = reading.parser().apply(word.value());
    if (value == null) {
      diagnostics.error(
          reading.refuser(),
          word.place(),
          at + ": \"" + word.value() + "\" is not " + reading.kind(),
          "");
      return null;
    }
    return new Located<>(value, word.place());
  }

  /// True or false; null when it is missing.
  public @Nullable Located<Boolean> flag(String key) {
    return value(key, "true or false", Fields::booleanOf);
  }

  private static @Nullable Boolean booleanOf(String text) {
    var folded = text.toLowerCase(Locale.ROOT);
    return TRUE.contains(folded) ? Boolean.TRUE : FALSE.contains(folded) ? Boolean.FALSE : null;
  }

  /// True or false; false when it is missing.
  public boolean isSet(String key) {
    var flag = flag(key);
    return flag != null && flag.value();
  }

  /// A whole number from `min` to `max`.
  public @Nullable Located<Long> number(String key, long min, long max) {
    return value(
        key,
        "a whole number from " + min + " to " + max,
        text -> {
          var value = text.matches("-?[0-9]{1,18}") ? Long.parseLong(text) : Long.MIN_VALUE;
          return value < min || value > max ? null : value;
        });
  }

  /// The items of a list; empty when it is missing.
  public List<Node> list(String key) {
    var node = node(key);
    if (node instanceof Node.Sequence sequence) {
      return isTooLong(key, node, sequence.items().size()) ? List.of() : sequence.items();
    }
    if (node != null) {
      wrongType(key, node, "a list");
    }
    return List.of();
  }

  /// A list of single values.
  public List<Located<String>> words(String key) {
    return words(list(key), pathOf(key));
  }

  /// A list of single values, or just one.
  public List<Located<String>> wordOrWords(String key) {
    var node = node(key);
    if (node == null) {
      return List.of();
    }
    return words(node instanceof Node.Sequence ? list(key) : List.of(node), pathOf(key));
  }

  private List<Located<String>> words(List<Node> items, String at) {
    var words = new ArrayList<Located<String>>();
    for (var item : items) {
      var word = word(item, at);
      if (word != null) {
        words.add(word);
      }
    }
    return words;
  }

  /// The mapping under a key; null when it is missing.
  public Node.@Nullable Mapping mapping(String key) {
    var node = node(key);
    if (node instanceof Node.Mapping found) {
      return isTooLong(key, node, found.entries().size()) ? null : found;
    }
    if (node != null) {
      wrongType(key, node, "a mapping");
    }
    return null;
  }

  /// The fields of the mapping under a key, its keys checked; null when it is missing.
  public @Nullable Fields fields(String key, Keys keys) {
    var found = mapping(key);
    return found == null ? null : new Fields(found, pathOf(key), diagnostics).checkKeys(keys);
  }

  /// The fields of the mapping under a key, its keys checked; none when it is missing.
  public Fields fieldsOrEmpty(String key, Keys keys) {
    return freeFields(key).checkKeys(keys);
  }

  /// The fields of the mapping under a key, whose keys are free; none when it is missing.
  public Fields freeFields(String key) {
    var found = mapping(key);
    var value = mapping.get(key);
    var place = value == null ? place() : value.place();
    var present = found == null ? new Node.Mapping(List.of(), "", place) : found;
    return new Fields(present, pathOf(key), diagnostics);
  }

  /// The keys that stand there, in the order of the file.
  public List<Located<String>> keys() {
    return mapping.entries().stream()
        .map(entry -> new Located<>(entry.name(), entry.key().place()))
        .toList();
  }

  /// The entries of the mapping under a key; empty when it is missing.
  public List<Node.Entry> entries(String key) {
    var found = mapping(key);
    return found == null ? List.of() : found.entries();
  }

  /// Names and values: a mapping of single values, or a list of `NAME=VALUE`.
  public Map<String, Located<String>> pairs(String key) {
    var pairs = new LinkedHashMap<String, Located<String>>();
    var node = node(key);
    switch (node) {
      case null -> {}
      case Node.Mapping found -> entries(key).forEach(entry -> addPair(pairs, key, entry));
      case Node.Sequence list -> words(list(key), pathOf(key)).forEach(w -> addPair(pairs, w));
      case Node.Scalar scalar -> wrongType(key, scalar, "a mapping");
    }
    return pairs;
  }

  private void addPair(Map<String, Located<String>> pairs, String key, Node.Entry entry) {
    if (entry.value() instanceof Node.Scalar scalar) {
      var text = scalar.isNull() ? "" : scalar.text();
      pairs.put(entry.name(), new Located<>(text, scalar.place()));
    } else {
      word(entry.value(), pathOf(key) + "." + entry.name());
    }
  }

  private static void addPair(Map<String, Located<String>> pairs, Located<String> word) {
    var cut = word.value().indexOf('=');
    var name = cut < 0 ? word.value() : word.value().substring(0, cut);
    var value = cut < 0 ? "" : word.value().substring(cut + 1);
    pairs.put(name, new Located<>(value, word.place()));
  }

  private boolean isTooLong(String key, Node node, int count) {
    if (count > ITEMS_MAX) {
      diagnostics.error(node.place(), pathOf(key) + " holds more than " + ITEMS_MAX + " entries");
    }
    return count > ITEMS_MAX;
  }

  private void wrongType(String key, Node node, String wanted) {
    var isUnquoted = wanted.equals("a string") && node instanceof Node.Scalar;
    diagnostics.error(
        Refuser.SCHEMA,
        node.place(),
        pathOf(key) + " must be " + wanted + ", not " + node.describe(),
        isUnquoted ? "quote it" : "");
  }
}
