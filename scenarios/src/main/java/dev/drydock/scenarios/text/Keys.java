package dev.drydock.scenarios.text;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/// Which keys a mapping may have. `x-` keys are always allowed and say nothing.
///
/// @param read keys whose value is used
/// @param ignored keys that are right but have no effect on a network
public record Keys(Set<String> read, Set<String> ignored) {

  /// Copies the sets.
  public Keys {
    read = Set.copyOf(read);
    ignored = Set.copyOf(ignored);
  }

  /// Keys that are all used.
  public static Keys of(String... names) {
    return new Keys(Set.of(names), Set.of());
  }

  /// The same and some that have no effect on a network.
  public Keys ignoring(String... names) {
    return new Keys(read, Set.of(names));
  }

  /// Whether a mapping may have this key.
  public boolean knows(String name) {
    return read.contains(name) || ignored.contains(name);
  }

  /// Every key by name, sorted.
  public Set<String> all() {
    var all = new TreeSet<>(read);
    all.addAll(ignored);
    return new LinkedHashSet<>(all);
  }
}
