package dev.drydock.core.sim;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A small map that nobody can change, in its order: one array of keys and values, in which a key
/// is looked for from the beginning. A lab has tens of thousands of such maps, of labels above all;
/// a [java.util.LinkedHashMap] needs an object for each entry and four times the memory.
final class FewEntries<K, V extends @Nullable Object> extends AbstractMap<K, V> {
  /// Larger maps are looked up by hash.
  static final int ENTRIES_MAX = 16;

  private final @Nullable Object[] pairs; // key, value, key, value …

  FewEntries(Map<? extends K, ? extends V> map) {
    pairs = new @Nullable Object[2 * map.size()];
    int at = 0;
    for (Map.Entry<? extends K, ? extends V> entry : map.entrySet()) {
      pairs[at++] = entry.getKey();
      pairs[at++] = entry.getValue();
    }
  }

  @Override
  public int size() {
    return pairs.length / 2;
  }

  private int find(@Nullable Object key) {
    for (int at = 0; at < pairs.length; at += 2) {
      if (Objects.equals(pairs[at], key)) {
        return at;
      }
    }
    return -1;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return find(key) >= 0;
  }

  @Override
  @SuppressWarnings("unchecked") // put in by the constructor
  public @Nullable V get(@Nullable Object key) {
    int at = find(key);
    return at < 0 ? null : (V) pairs[at + 1];
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return pairs.length / 2;
      }

      @Override
      public Iterator<Map.Entry<K, V>> iterator() {
        return new Walk();
      }
    };
  }

  private final class Walk implements Iterator<Map.Entry<K, V>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < pairs.length;
    }

    @Override
    @SuppressWarnings("unchecked") // put in by the constructor
    public Map.Entry<K, V> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      next += 2;
      return new SimpleImmutableEntry<>((K) pairs[next - 2], (V) pairs[next - 1]);
    }
  }
}
