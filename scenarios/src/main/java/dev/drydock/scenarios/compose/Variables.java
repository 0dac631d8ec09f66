package dev.drydock.scenarios.compose;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The variables that `${…}` knows. The environment wins over files.
public record Variables(Map<String, String> values) {

  /// Copies the values.
  public Variables {
    values = Map.copyOf(values);
  }

  /// The value of a variable; null when it is not set.
  public @Nullable String get(String name) {
    return values.get(name);
  }

  /// These, and those of `more` that are not set here.
  public Variables or(Map<String, String> more) {
    var merged = new LinkedHashMap<>(more);
    merged.putAll(values);
    return new Variables(merged);
  }
}
