package dev.drydock.scenarios.text;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/// Which keys a mapping may have. `x-` keys are always allowed and say nothing.
///
/// @param read keys whose value is used
/// @param ignored keys that are right but have no effect on a network
/// @param pending keys that are read and checked but have no effect yet
public record Keys(Set<String> read, Set<String> ignored, Set<String> pending) {

  /// Copies the sets.
  public Keys {
    read = Set.copyOf(read);
    ignored = Set.copyOf(ignored);
    pending = Set.copyOf(pending);
  }

  /// Keys that are all used.
  public static Keys of(String... names) {
    return new Keys(Set.of(names), Set.of(), Set.of());
  }

  /// The same and some that have no effect on a network.
  public Keys ignoring(String... names) {
    return new Keys(read, Set.of(names), pending);
  }

  /// The same, but some of them have no effect yet and warn.
  public Keys withoutEffectYet(Set<String> names) {
    return new Keys(read, ignored, names);
  }

  /// Whether a mapping may have this key.
  public boolean knows(String name) {
    return read.contains(name) || ignored.contains(name) || pending.contains(name);
  }

  /// Every key by name, sorted.
  public Set<String> all() {
    var all = new TreeSet<>(read);
    all.addAll(ignored);
    all.addAll(pending);
    return new LinkedHashSet<>(all);
  }
}
