package dev.drydock.drivers.engine;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A small map in the order of its cells: a new entry takes the first one that is empty, as in a
/// bucket of Go's maps before 1.24 (`runtime/map.go`, `mapassign`). Go begins to read a bucket
/// anywhere, so that this order is the one seen most often.
final class CellMap<V> extends AbstractMap<String, V> {
  private final List<@Nullable Entry<String, V>> cells = new ArrayList<>();

  @Override
  public @Nullable V put(String key, V value) {
    for (Entry<String, V> entry : entrySet()) {
      if (entry.getKey().equals(key)) {
        return entry.setValue(value);
      }
    }
    Entry<String, V> entry = new SimpleEntry<>(key, value);
    int free = cells.indexOf(null);
    if (free < 0) {
      cells.add(entry);
    } else {
      cells.set(free, entry);
    }
    return null;
  }

  @Override
  public Set<Map.Entry<String, V>> entrySet() {
    return new Filled();
  }

  private final class Filled extends AbstractSet<Map.Entry<String, V>> {
    @Override
    public Iterator<Map.Entry<String, V>> iterator() {
      return new Walk();
    }

    @Override
    public int size() {
      return (int) cells.stream().filter(cell -> cell != null).count();
    }
  }

  private final class Walk implements Iterator<Map.Entry<String, V>> {
    private int next;
    private int last = -1;

    @Override
    public boolean hasNext() {
      while (next < cells.size() && cells.get(next) == null) {
        next++;
      }
      return next < cells.size();
    }

    @Override
    public Map.Entry<String, V> next() {
      Map.Entry<String, V> entry = hasNext() ? cells.get(next) : null;
      if (entry == null) {
        throw new java.util.NoSuchElementException();
      }
      last = next;
      next++;
      return entry;
    }

    @Override
    public void remove() {
      cells.set(last, null);
    }
  }
}
