package dev.drydock.drivers.swarm;

import dev.drydock.drivers.EngineException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The configs or the secrets of a swarm: named bytes that managers keep (swarmkit
/// `manager/controlapi`). They are listed and shown; tasks do not see them.
public final class SwarmObjects {
  private final String kind;
  private final SwarmIds ids;
  private final List<Item> items = new ArrayList<>();

  SwarmObjects(String kind, SwarmIds ids) {
    this.kind = kind;
    this.ids = ids;
  }

  /// One of them.
  ///
  /// @param id 25 characters
  /// @param data what it holds
  /// @param createdNanos when it was made
  public record Item(String id, String name, String data, long createdNanos) {}

  /// All, oldest first.
  public List<Item> all() {
    return List.copyOf(items);
  }

  /// Makes one.
  ///
  /// @throws EngineException if there is one of this name
  public Item create(String name, String data, long nowNanos) {
    if (find(name) != null) {
      throw new EngineException(
          "rpc error: code = AlreadyExists desc = " + kind + " " + name + " already exists");
    }
    Item item = new Item(ids.next(), name, data, nowNanos);
    items.add(item);
    return item;
  }

  /// The one with this id or name; null when there is none.
  public @Nullable Item find(String reference) {
    for (Item item : items) {
      if (item.id().equals(reference) || item.name().equals(reference)) {
        return item;
      }
    }
    return null;
  }

  /// Removes one.
  public void remove(Item item) {
    items.remove(item);
  }
}
