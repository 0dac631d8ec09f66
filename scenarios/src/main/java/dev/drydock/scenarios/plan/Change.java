package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.text.Place;
import dev.drydock.scenarios.text.Source;
import dev.drydock.scenarios.text.Spelling;
import dev.drydock.scenarios.text.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A key of a scenario that gets another value before anything is planned: `links.lan.loss` of the
/// block `x-drydock`, or `services.web.mac_address` of the compose file. Names with dots stand in
/// quotes, items of lists are counted from 0: `steps.0.run`.
public final class Change {
  private static final String BLOCK = "x-drydock";

  /// What a compose file has at its top; all else is of the block.
  private static final Set<String> TOP = Set.of("name", "services", "networks", "volumes", BLOCK);

  /// Under these keys stand names of the user's, which a change does not add.
  private static final Set<String> NAMED =
      Set.of("services", "networks", "volumes", "machines", "links", "images", "nics");

  private final List<String> path;
  private final String value;
  private final String shown;

  private Change(List<String> path, String value, String shown) {
    this.path = path;
    this.value = value;
    this.shown = shown;
  }

  /// One that is written so; what is wrong with it is told when it is applied.
  ///
  /// @param key what is changed
  /// @param value as it would stand in the file
  /// @param shown what errors call it
  public static Change of(String key, String value, String shown) {
    List<String> path = new ArrayList<>(names(key));
    if (!TOP.contains(path.getFirst())) {
      path.addFirst(BLOCK);
    }
    return new Change(List.copyOf(path), value, shown);
  }

  /// `a."b.c".d` has three.
  private static List<String> names(String key) {
    List<String> names = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    boolean isQuoted = false;
    for (int at = 0; at < key.length(); at++) {
      char c = key.charAt(at);
      if (c == '"') {
        isQuoted = !isQuoted;
      } else if (c == '.' && !isQuoted) {
        names.add(open.toString());
        open.setLength(0);
      } else {
        open.append(c);
      }
    }
    names.add(open.toString());
    return names;
  }

  /// The tree of a file with the other value; the tree as it was after an error.
  Node.Mapping appliedTo(Node.Mapping tree, Diagnostics diagnostics) {
    List<Node> values = YamlReader.read(new Source(shown, value), diagnostics);
    Place place = Place.startOf(shown);
    Node given = values.isEmpty() ? scalar("", Node.Kind.NULL, place) : values.getFirst();
    Node changed = with(isOfHome(tree) ? withHome(tree) : tree, 0, given, diagnostics);
    return changed instanceof Node.Mapping mapping ? mapping : tree;
  }

  private static Node.Scalar scalar(String text, Node.Kind kind, Place place) {
    return new Node.Scalar(text, kind, "", place);
  }

  /// Whether it changes surroundings that the file does not write down.
  private boolean isOfHome(Node.Mapping tree) {
    boolean hasMachines =
        tree.get(BLOCK) instanceof Node.Mapping block && block.get("machines") != null;
    return !hasMachines
        && path.size() > 1
        && path.getFirst().equals(BLOCK)
        && List.of("machines", "links").contains(path.get(1));
  }

  /// The file with its surroundings written down.
  private static Node.Mapping withHome(Node.Mapping tree) {
    Node.Mapping home = HomeSurroundings.tree();
    Node.Mapping block =
        tree.get(BLOCK) instanceof Node.Mapping own
            ? own
            : new Node.Mapping(List.of(), "", home.place());
    Node.Mapping links = home.get("links") instanceof Node.Mapping all ? all : home;
    if (block.get("links") instanceof Node.Mapping own) {
      for (Node.Entry each : own.entries()) {
        links = put(links, each.name(), each.value());
      }
    }
    for (Node.Entry each : home.entries()) {
      block = put(block, each.name(), each.name().equals("links") ? links : each.value());
    }
    return put(tree, BLOCK, block);
  }

  private static Node.Mapping put(Node.Mapping mapping, String name, Node value) {
    List<Node.Entry> entries = new ArrayList<>();
    boolean isThere = false;
    for (Node.Entry each : mapping.entries()) {
      boolean isIt = each.name().equals(name);
      entries.add(isIt ? new Node.Entry(each.key(), value) : each);
      isThere |= isIt;
    }
    if (!isThere) {
      entries.add(new Node.Entry(scalar(name, Node.Kind.TEXT, value.place()), value));
    }
    return new Node.Mapping(entries, mapping.tag(), mapping.place());
  }

  /// The value below some names with the change; null after an error.
  private @Nullable Node with(@Nullable Node node, int depth, Node given, Diagnostics diagnostics) {
    if (depth == path.size()) {
      return given;
    }
    String name = path.get(depth);
    Node open = node == null ? new Node.Mapping(List.of(), "", given.place()) : node;
    switch (open) {
      case Node.Mapping mapping -> {
        if (isMissing(mapping, depth)) {
          List<String> known = mapping.entries().stream().map(Node.Entry::name).toList();
          refuse("there is no " + here(depth + 1), Spelling.hint(name, known), diagnostics);
          return null;
        }
        Node inner = with(mapping.get(name), depth + 1, given, diagnostics);
        return inner == null ? null : put(mapping, name, inner);
      }
      case Node.Sequence list -> {
        int index = name.matches("\\d{1,6}") ? Integer.parseInt(name) : Integer.MAX_VALUE;
        if (index >= list.items().size()) {
          String many = here(depth) + " is a list of " + list.items().size();
          refuse(many, "say which, from 0 on", diagnostics);
          return null;
        }
        List<Node> items = new ArrayList<>(list.items());
        Node inner = with(items.get(index), depth + 1, given, diagnostics);
        if (inner == null) {
          return null;
        }
        items.set(index, inner);
        return new Node.Sequence(items, list.tag(), list.place());
      }
      case Node.Scalar scalar -> {
        if (scalar.isNull()) {
          return with(null, depth, given, diagnostics);
        }
        refuse(here(depth) + " has no keys: it is " + scalar.describe(), "", diagnostics);
        return null;
      }
    }
  }

  /// Whether a name is empty, or one of the user's that the file does not have.
  private boolean isMissing(Node.Mapping mapping, int depth) {
    String name = path.get(depth);
    boolean isNamed = depth > 0 && NAMED.contains(path.get(depth - 1));
    return name.isEmpty() || (isNamed && mapping.get(name) == null);
  }

  private String here(int count) {
    return String.join(".", path.subList(0, count));
  }

  private void refuse(String message, String hint, Diagnostics diagnostics) {
    diagnostics.error(Place.startOf(shown), message, hint);
  }
}
