package dev.drydock.scenarios.compose;

import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.text.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Merges a tree over another by the rules of compose (compose-go, package override): mappings key
/// by key, lists appended, single values replaced, some keys by rules of their own. `!reset` takes
/// a key away, `!override` replaces it whole.
final class TreeMerger {

  private static final String RESET = "!reset";
  private static final String OVERRIDE = "!override";

  private static final Set<String> REPLACED = Set.of("command", "entrypoint");

  private static final Set<String> AS_SEQUENCE =
      Set.of(
          "dns",
          "dns_opt",
          "dns_search",
          "env_file",
          "environment",
          "extra_hosts",
          "label_file",
          "labels",
          "sysctls");

  private static final Set<String> AS_MAPPING = Set.of("depends_on", "models", "networks");

  private static final Node.Sequence EMPTY = new Node.Sequence(List.of(), "", Place.startOf(""));

  private final Diagnostics diagnostics;

  TreeMerger(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /// Merges whole files.
  Node.Mapping merge(Node.Mapping base, Node.Mapping over) {
    return mappings(base, over, List.of());
  }

  /// Merges a service over the one that it extends.
  Node.Mapping mergeService(Node.Mapping base, Node.Mapping over, String service) {
    return mappings(base, over, List.of("services", service));
  }

  /// Merges all entries of `services` or `networks`.
  Node.Mapping mergeEntries(Node.Mapping base, Node.Mapping over, String key) {
    return mappings(base, over, List.of(key));
  }

  private Node merge(Node base, Node over, List<String> path) {
    if (over instanceof Node.Scalar scalar && scalar.isNull()) {
      return base;
    }
    var isEntryKey = path.size() == 3;
    if (isEntryKey && path.getFirst().equals("services")) {
      var special = serviceKey(base, over, path.getLast());
      if (special != null) {
        return special;
      }
    }
    if (path.size() == 4 && path.get(2).equals("healthcheck") && path.getLast().equals("test")) {
      return cleaned(over);
    }
    if (path.getFirst().equals("networks")) {
      if (isEntryKey && path.getLast().equals("labels")) {
        return sequences(asSequence(base), asSequence(over));
      }
      var isConfig = path.size() == 4 && path.getLast().equals("config");
      if (isConfig && base instanceof Node.Sequence a && over instanceof Node.Sequence b) {
        return ipamConfig(a, b, path);
      }
    }
    return byKind(base, over, path);
  }

  private Node byKind(Node base, Node over, List<String> path) {
    return switch (base) {
      case Node.Mapping mapping when over instanceof Node.Mapping other ->
          mappings(mapping, other, path);
      case Node.Sequence sequence when over instanceof Node.Sequence other ->
          sequences(sequence, other);
      case Node.Scalar scalar -> cleaned(over);
      default -> {
        diagnostics.error(
            over.place(),
            "cannot override %s: it is %s at %s"
                .formatted(String.join(".", path), base.describe(), base.place()),
            "write it in the same form, or give it the tag !override");
        yield base;
      }
    };
  }

  /// The rules of single keys of a service; null when the general ones hold.
  private @Nullable Node serviceKey(Node base, Node over, String key) {
    if (AS_SEQUENCE.contains(key)) {
      return sequences(asSequence(base), asSequence(over));
    }
    if (AS_MAPPING.contains(key)) {
      return mappings(asMapping(base), asMapping(over), List.of("services", "", key));
    }
    var isRead = ComposeKeys.SERVICE.read().contains(key) || key.equals(ComposeKeys.DRYDOCK);
    return REPLACED.contains(key) || !isRead ? cleaned(over) : null;
  }

  private Node.Mapping mappings(Node.Mapping base, Node.Mapping over, List<String> path) {
    var merged = new LinkedHashMap<String, Node.Entry>();
    base.entries().forEach(entry -> merged.put(entry.name(), entry));
    for (var entry : over.entries()) {
      var before = merged.get(entry.name());
      var value = entry.value();
      if (value.tag().equals(RESET)) {
        merged.remove(entry.name());
      } else if (before == null || value.tag().equals(OVERRIDE)) {
        merged.put(entry.name(), new Node.Entry(entry.key(), cleaned(value)));
      } else {
        var next = new ArrayList<>(path);
        next.add(entry.name());
        merged.put(entry.name(), new Node.Entry(entry.key(), merge(before.value(), value, next)));
      }
    }
    return new Node.Mapping(List.copyOf(merged.values()), "", over.place());
  }

  /// The same without tags and without what `!reset` takes away.
  private Node cleaned(Node node) {
    return switch (node) {
      case Node.Scalar scalar ->
          scalar.tag().isEmpty()
              ? scalar
              : new Node.Scalar(scalar.text(), scalar.kind(), "", scalar.place());
      case Node.Sequence sequence -> sequences(EMPTY, sequence);
      case Node.Mapping mapping ->
          mappings(new Node.Mapping(List.of(), "", mapping.place()), mapping, List.of(""));
    };
  }

  private Node.Sequence sequences(Node.Sequence base, Node.Sequence over) {
    var items = new ArrayList<>(base.items());
    for (var item : over.items()) {
      if (!item.tag().equals(RESET)) {
        items.add(cleaned(item));
      }
    }
    return new Node.Sequence(items, "", over.place());
  }

  /// `{ A: 1 }` as `[A=1]`, a single value as a list of one.
  private static Node.Sequence asSequence(Node node) {
    return switch (node) {
      case Node.Sequence sequence -> sequence;
      case Node.Scalar scalar -> new Node.Sequence(List.of(scalar), "", scalar.place());
      case Node.Mapping mapping -> {
        var items = new ArrayList<Node>();
        for (var entry : mapping.entries()) {
          var values =
              entry.value() instanceof Node.Sequence list ? list.items() : List.of(entry.value());
          values.forEach(value -> items.add(pair(entry.name(), value)));
        }
        yield new Node.Sequence(items, mapping.tag(), mapping.place());
      }
    };
  }

  private static Node pair(String name, Node value) {
    if (value instanceof Node.Scalar scalar) {
      var text = scalar.isNull() ? name : name + "=" + scalar.text();
      return new Node.Scalar(text, Node.Kind.TEXT, scalar.tag(), scalar.place());
    }
    return value;
  }

  /// `[a, b]` as `{ a: , b: }`.
  private static Node.Mapping asMapping(Node node) {
    return switch (node) {
      case Node.Mapping mapping -> mapping;
      case Node.Scalar scalar -> new Node.Mapping(List.of(), "", scalar.place());
      case Node.Sequence sequence -> {
        var entries = new LinkedHashMap<String, Node.Entry>();
        for (var item : sequence.items()) {
          if (item instanceof Node.Scalar name) {
            var empty = new Node.Scalar("", Node.Kind.NULL, "", name.place());
            entries.putIfAbsent(name.text(), new Node.Entry(name, empty));
          }
        }
        yield new Node.Mapping(List.copyOf(entries.values()), "", sequence.place());
      }
    };
  }

  /// Pools of one subnet are merged; others of the file before give way (mergeIPAMConfig).
  private Node ipamConfig(Node.Sequence base, Node.Sequence over, List<String> path) {
    var items = new ArrayList<Node>();
    for (var item : over.items()) {
      Node merged = cleaned(item);
      for (var earlier : base.items()) {
        if (earlier instanceof Node.Mapping a
            && merged instanceof Node.Mapping b
            && subnet(a).equals(subnet(b))) {
          merged = mappings(a, b, path);
        }
      }
      items.add(merged);
    }
    return new Node.Sequence(items, "", over.place());
  }

  private static String subnet(Node.Mapping pool) {
    return pool.get("subnet") instanceof Node.Scalar scalar ? scalar.text() : "";
  }
}
