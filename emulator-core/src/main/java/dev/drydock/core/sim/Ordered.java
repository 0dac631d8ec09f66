package dev.drydock.core.sim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Copies that keep their order. Those of [Map#copyOf] differ in it from one process to the next,
/// and a run must be repeatable.
public final class Ordered {
  private Ordered() {}

  /// A copy of a map that nobody can change; the map itself where it is such a copy already.
  public static <K, V extends @Nullable Object> Map<K, V> copyOf(Map<K, V> map) {
    if (map.isEmpty()) {
      return Collections.emptyMap();
    }
    if (map instanceof FewEntries) {
      return map;
    }
    return map.size() <= FewEntries.ENTRIES_MAX
        ? new FewEntries<>(map)
        : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
