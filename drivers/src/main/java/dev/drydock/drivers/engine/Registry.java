package dev.drydock.drivers.engine;

import dev.drydock.drivers.EngineException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The containers of an engine, by name, id and beginning of an id.
final class Registry {
  private final List<Container> containers = new ArrayList<>();

  /// All, newest first.
  List<Container> all() {
    List<Container> list = new ArrayList<>(containers.reversed());
    list.sort(Comparator.comparingLong(c -> -c.createdNanos()));
    return list;
  }

  void add(Container container) {
    containers.add(container);
  }

  void remove(Container container) {
    containers.remove(container);
  }

  @Nullable Container named(String name) {
    return containers.stream().filter(c -> c.name().equals(name)).findFirst().orElse(null);
  }

  /// Finds by full id, then name, then beginning of an id.
  @Nullable Container find(String reference) {
    String bare = reference.startsWith("/") ? reference.substring(1) : reference;
    for (Container container : containers) {
      if (container.id().equals(reference)) {
        return container;
      }
    }
    Container named = named(bare);
    if (named != null) {
      return named;
    }
    List<Container> matches =
        containers.stream().filter(c -> c.id().startsWith(reference)).toList();
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
      throw new EngineException("No such container: " + reference);
    }
    return found;
  }
}
