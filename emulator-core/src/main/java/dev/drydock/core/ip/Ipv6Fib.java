package dev.drydock.core.ip;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Ipv6Prefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The IPv6 routing tables of a namespace (Linux `net/ipv6/ip6_fib.c`): a list, looked up by
/// longest prefix, then metric, then age. Table local comes before main.
public final class Ipv6Fib {
  /// The order of `ip -6 route`, which is that of a walk through the kernel's tree: by address, a
  /// longer prefix before the shorter one that holds it; the same prefix by metric, then by age.
  private static final Comparator<Ipv6Route> SHOWN =
      Comparator.<Ipv6Route, Ipv6Prefix>comparing(Ipv6Route::destination, Ipv6Fib::walk)
          .thenComparingInt(Ipv6Route::metric);

  /// From here on a set says whether a route is there. A host has three for each container.
  private static final int SEARCHED_MAX = 64;

  private final List<Ipv6Route> routes = new ArrayList<>();

  /// The same routes, where they are many.
  private @Nullable Set<Ipv6Route> known;

  Ipv6Fib() {}

  private static int walk(Ipv6Prefix one, Ipv6Prefix other) {
    if (one.length() != other.length()) {
      if (one.length() < other.length() && one.contains(other.address())) {
        return 1;
      }
      if (other.length() < one.length() && other.contains(one.address())) {
        return -1;
      }
    }
    return one.address().compareTo(other.address());
  }

  /// Adds a route behind others of the same prefix and metric.
  ///
  /// @return false, with nothing changed, when the very same route is there already
  public boolean append(Ipv6Route route) {
    if (known == null && routes.size() >= SEARCHED_MAX) {
      known = new LinkedHashSet<>(routes);
    }
    boolean isNew = known == null ? !routes.contains(route) : known.add(route);
    return isNew && routes.add(route);
  }

  /// Whether there is a route with the destination, metric and table of this one.
  public boolean hasAlike(Ipv6Route wanted) {
    return routes.stream()
        .anyMatch(route ->
            route.destination().equals(wanted.destination())
                && route.metric() == wanted.metric()
                && route.table() == wanted.table());
  }

  /// Removes all routes that fit.
  ///
  /// @return how many there were
  public int removeIf(Predicate<Ipv6Route> fits) {
    int before = routes.size();
    if (routes.removeIf(fits)) {
      known = null; // made again when it is needed
    }
    return before - routes.size();
  }

  /// Removes the first route that fits, in the order of showing.
  ///
  /// @return whether there was one
  public boolean removeFirst(Predicate<Ipv6Route> fits) {
    for (Ipv6Route route : routes()) {
      if (fits.test(route)) {
        return removeIf(r -> r == route) > 0;
      }
    }
    return false;
  }

  /// The routes of one table in the order `ip -6 route` shows them.
  public List<Ipv6Route> routes(int table) {
    List<Ipv6Route> shown = new ArrayList<>(routes);
    shown.removeIf(route -> route.table() != table);
    shown.sort(SHOWN);
    return shown;
  }

  /// All routes, table by table, main before local.
  public List<Ipv6Route> routes() {
    List<Ipv6Route> shown = new ArrayList<>();
    routes.stream()
        .mapToInt(Ipv6Route::table)
        .distinct()
        .sorted()
        .forEach(table -> shown.addAll(routes(table)));
    return shown;
  }

  /// Finds the route for a destination; null when no table has one.
  ///
  /// @param device when not null, routes by other devices do not count
  public @Nullable Ipv6Route lookup(Ipv6Address destination, @Nullable NetDevice device) {
    return lookup(destination.high(), destination.low(), device);
  }

  /// Finds the route for a destination; null when no table has one.
  ///
  /// @param high the first half of the destination
  /// @param low its second half
  /// @param device when not null, routes by other devices do not count
  @Nullable Ipv6Route lookup(long high, long low, @Nullable NetDevice device) {
    Ipv6Route best = null;
    for (int i = 0; i < routes.size(); i++) {
      Ipv6Route route = routes.get(i);
      boolean known = route.table() == Route.LOCAL_TABLE || route.table() == Route.MAIN_TABLE;
      boolean fits =
          known
              && route.destination().contains(high, low)
              && (device == null || route.device() == null || route.device() == device);
      if (fits && (best == null || isBetter(route, best))) {
        best = route;
      }
    }
    return best;
  }

  private static boolean isBetter(Ipv6Route route, Ipv6Route than) {
    if (route.table() != than.table()) {
      return route.table() == Route.LOCAL_TABLE;
    }
    int length = route.destination().length() - than.destination().length();
    return length > 0 || (length == 0 && route.metric() < than.metric());
  }
}
