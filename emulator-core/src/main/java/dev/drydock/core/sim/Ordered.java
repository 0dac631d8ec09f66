package dev.drydock.core.sim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Copies that keep their order. Those of [Map#copyOf] differ in it from one process to the next,
/// and a run must be repeatable.
public final class Ordered {
  private Ordered() {}

  /// A copy of a map that nobody can change.
  public static <K, V extends @Nullable Object> Map<K, V> copyOf(Map<K, V> map) {
    return map.isEmpty()
        ? Collections.emptyMap()
        : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
