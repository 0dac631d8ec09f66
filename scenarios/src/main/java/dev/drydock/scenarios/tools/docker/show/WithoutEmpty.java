package dev.drydock.scenarios.tools.docker.show;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A struct with fields that JSON leaves out while they are empty (Go's tag `omitempty`): templates
/// find them all the same, with the value that they have then.
public final class WithoutEmpty extends AbstractMap<String, @Nullable Object> {
  private final Map<String, @Nullable Object> shown = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> left = new LinkedHashMap<>();

  /// A field that is always there.
  public WithoutEmpty with(String name, @Nullable Object value) {
    shown.put(name, value);
    return this;
  }

  /// A field that is left out while it has the value of a new struct.
  ///
  /// @param empty that value
  public WithoutEmpty unless(@Nullable Object empty, String name, @Nullable Object value) {
    if (value == null || value.equals(empty)) {
      left.put(name, empty);
    } else {
      shown.put(name, value);
    }
    return this;
  }

  @Override
  public @Nullable Object get(Object key) {
    return shown.containsKey(key) ? shown.get(key) : left.get(key);
  }

  @Override
  public boolean containsKey(Object key) {
    return shown.containsKey(key) || left.containsKey(key);
  }

  @Override
  public Set<Map.Entry<String, @Nullable Object>> entrySet() {
    return shown.entrySet();
  }
}
