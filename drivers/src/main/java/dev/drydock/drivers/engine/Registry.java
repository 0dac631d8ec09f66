package dev.drydock.drivers.engine;

import dev.drydock.drivers.EngineException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The containers of an engine, by name, id and beginning of an id.
final class Registry {
  private final Map<String, Container> byId = new LinkedHashMap<>();
  private final Map<String, Container> byName = new LinkedHashMap<>();

  /// All, newest first.
  List<Container> all() {
    List<Container> list = new ArrayList<>(new ArrayList<>(byId.values()).reversed());
    list.sort(Comparator.comparingLong(c -> -c.createdNanos()));
    return list;
  }

  /// Whether there is a container of some kind.
  boolean has(Predicate<Container> kind) {
    return byId.values().stream().anyMatch(kind);
  }

  /// Adds a container whose name nobody has.
  void add(Container container) {
    byId.put(container.id(), container);
    byName.put(container.name(), container);
  }

  void remove(Container container) {
    byId.remove(container.id());
    byName.remove(container.name(), container);
  }

  /// Gives a container another name, which nobody has.
  void rename(Container container, String name) {
    byName.remove(container.name(), container);
    container.name = name;
    byName.put(name, container);
  }

  @Nullable Container named(String name) {
    return byName.get(name);
  }

  /// Finds by full id, then name.
  @Nullable Container exactly(String reference) {
    Container known = byId.get(reference);
    return known != null ? known : named(reference);
  }

  /// Finds by full id, then name, then beginning of an id.
  @Nullable Container find(String reference) {
    String bare = reference.startsWith("/") ? reference.substring(1) : reference;
    Container known = exactly(bare);
    if (known != null) {
      return known;
    }
    List<Container> matches =
        byId.values().stream().filter(c -> c.id().startsWith(reference)).toList();
    if (matches.size() > 1) {
      throw new EngineException("multiple IDs found with provided prefix: " + reference);
    }
    return matches.isEmpty() ? null : matches.getFirst();
  }

  /// Finds as [#find] does, or says that there is none.
  Container get(String reference) {
    if (reference.isEmpty()) {
      throw new EngineException("invalid name or ID supplied: \"\"");
    }
    Container found = find(reference);
    if (found == null) {
      throw EngineException.missing(
          new EngineException.Missing("container", reference), "No such container: " + reference);
    }
    return found;
  }
}
