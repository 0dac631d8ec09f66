package dev.drydock.drivers.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Collects the fields of a structure in order.
final class Fields {
  private final LinkedHashMap<String, @Nullable Object> map = new LinkedHashMap<>();

  Fields put(String key, @Nullable Object value) {
    map.put(key, value);
    return this;
  }

  Fields putIf(boolean isThere, String key, @Nullable Object value) {
    return isThere ? put(key, value) : this;
  }

  Fields putUnlessEmpty(String key, String value) {
    return putIf(!value.isEmpty(), key, value);
  }

  Fields putAll(Fields others) {
    map.putAll(others.map);
    return this;
  }

  Map<String, @Nullable Object> map() {
    return map;
  }
}
