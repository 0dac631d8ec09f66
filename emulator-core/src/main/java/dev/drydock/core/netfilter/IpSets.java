package dev.drydock.core.netfilter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The sets of a namespace, by their names. A rule keeps to the set, whatever it is renamed to.
public final class IpSets {
  private final Map<String, IpSet> sets = new LinkedHashMap<>();

  IpSets() {}

  /// The names, in the order of their making.
  public List<String> names() {
    return new ArrayList<>(sets.keySet());
  }

  /// The set with this name.
  public @Nullable IpSet find(String name) {
    return sets.get(name);
  }

  /// The name of a set; empty when it is gone.
  public String nameOf(IpSet set) {
    for (Map.Entry<String, IpSet> entry : sets.entrySet()) {
      if (entry.getValue() == set) {
        return entry.getKey();
      }
    }
    return "";
  }

  /// Keeps a set under a name.
  public void put(String name, IpSet set) {
    sets.put(name, set);
  }

  /// Forgets a set.
  public void remove(String name) {
    sets.remove(name);
  }
}
