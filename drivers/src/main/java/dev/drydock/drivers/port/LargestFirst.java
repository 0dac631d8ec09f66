package dev.drydock.drivers.port;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The order in which engines before 27 publish ports (go-connections `nat.SortPortMap`): large
/// host ports first. Its comparison says of two bindings of one TCP port that each comes before the
/// other, so that the way of sorting shows: Go's sort inserts one by one up to twelve, which turns
/// such bindings round.
final class LargestFirst {
  /// `maxInsertion` of Go's `sort.Sort`.
  private static final int INSERTED_MAX = 12;

  private static final Comparator<PortSpec> CONSISTENT =
      Comparator.<PortSpec>comparingInt(p -> -hostPort(p))
          .thenComparingInt(p -> -p.container().port())
          .thenComparing(p -> p.container().protocol());

  private LargestFirst() {}

  /// Puts them in order.
  ///
  /// @param specs as the user gave them
  /// @return ports by their first binding, each with all its bindings
  static List<PortSpec> sort(List<PortSpec> specs) {
    List<PortSpec> sorted = byPort(specs);
    if (sorted.size() > INSERTED_MAX) {
      sorted.sort(CONSISTENT);
      return byPort(sorted);
    }
    for (int i = 1; i < sorted.size(); i++) {
      for (int j = i; j > 0 && less(sorted.get(j), sorted.get(j - 1)); j--) {
        PortSpec moved = sorted.get(j);
        sorted.set(j, sorted.get(j - 1));
        sorted.set(j - 1, moved);
      }
    }
    return byPort(sorted);
  }

  private static List<PortSpec> byPort(List<PortSpec> specs) {
    Map<ContainerPort, List<PortSpec>> grouped = new LinkedHashMap<>();
    specs.forEach(s -> grouped.computeIfAbsent(s.container(), p -> new ArrayList<>()).add(s));
    List<PortSpec> flat = new ArrayList<>();
    grouped.values().forEach(flat::addAll);
    return flat;
  }

  /// `portMapSorter.Less`.
  private static boolean less(PortSpec one, PortSpec other) {
    int port = one.container().port();
    int otherPort = other.container().port();
    return hostPort(one) > hostPort(other)
        || port > otherPort
        || (port == otherPort && one.container().protocol() == Protocol.TCP);
  }

  /// A range is no number to Go's `ParseUint`.
  private static int hostPort(PortSpec spec) {
    return spec.hostPort() == spec.hostPortLast() ? spec.hostPort() : 0;
  }
}
