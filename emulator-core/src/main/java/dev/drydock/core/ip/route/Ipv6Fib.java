package dev.drydock.core.ip.route;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
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

  /// `net.ipv6.route.gc_interval`.
  private static final long COLLECT_NANOS = 30_000_000_000L;

  /// What a host with one card has: two addresses, two networks, multicast.
  private static final int HOST_ROUTES = 5;

  private final List<Ipv6Route> routes = new ArrayList<>(HOST_ROUTES);

  /// The same routes, where they are many.
  private @Nullable Set<Ipv6Route> known;

  private int generation;

  /// Chooses between gateways of equal metric.
  private RouterChoice choice = (route, than) -> false;

  /// Chooses between gateways of equal metric (`rt6_score_route`).
  public interface RouterChoice {
    /// Whether a route is better than one that was found before it.
    boolean isBetter(Ipv6Route route, Ipv6Route than);
  }

  public void choose(RouterChoice by) {
    choice = by;
  }

  private final EventLoop loop;

  /// Made with the first route that ends.
  private @Nullable Aging aging;

  /// Made with the first route by a gateway.
  private @Nullable RouterProbes probes;

  public Ipv6Fib(EventLoop loop) {
    this.loop = loop;
  }

  /// Takes out the routes that are over, every half minute while there are some that end
  /// (`fib6_run_gc`); until then they are shown, but not used.
  private final class Aging extends Event {
    @Override
    protected void fire() {
      removeIf(Ipv6Fib.this::isOver);
      age();
    }
  }

  private void age() {
    if (!isAging() && routes.stream().anyMatch(Ipv6Route::expires)) {
      if (aging == null) {
        aging = new Aging();
      }
      loop.scheduleAfter(aging, COLLECT_NANOS);
    }
  }

  private boolean isAging() {
    return aging != null && aging.isPending();
  }

  private boolean isOver(Ipv6Route route) {
    return route.extras().expiresNanos() <= loop.nowNanos();
  }

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

  /// Counts changes, so that somebody who remembers routes knows when they are stale.
  public int generation() {
    return generation;
  }

  /// Adds a route behind others of the same prefix and metric.
  ///
  /// @return false, with nothing changed, when the very same route is there already
  public boolean append(Ipv6Route route) {
    Ipv6Route ending = route.device() == null ? null : endingLike(route);
    if (ending != null) {
      replace(ending, ending.with(route.extras()));
      return false;
    }
    if (route.expires() && routes.stream().anyMatch(route::isSameWay)) {
      return false; // what stays does not begin to end
    }
    if (known == null && routes.size() >= SEARCHED_MAX) {
      known = new LinkedHashSet<>(routes);
    }
    boolean isNew = known == null ? !routes.contains(route) : known.add(route);
    boolean added = isNew && routes.add(route);
    generation++;
    if (added && route.hasGateway()) {
      probes().made(route);
    }
    if (route.expires()) {
      age();
    }
    return added;
  }

  /// The route that leads the same way and ends some day; null for none.
  private @Nullable Ipv6Route endingLike(Ipv6Route route) {
    if (!isAging()) {
      return null; // none ends
    }
    for (Ipv6Route other : routes) {
      if (other.expires() && other.isSameWay(route)) {
        return other;
      }
    }
    return null;
  }

  /// Puts a changed route in the place of what it was.
  public void replace(Ipv6Route old, Ipv6Route changed) {
    routes.replaceAll(route -> route == old ? changed : route);
    known = null;
    generation++;
    age();
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
    if (probes != null) {
      routes.stream().filter(Ipv6Route::hasGateway).filter(fits).forEach(probes::gone);
    }
    if (routes.removeIf(fits)) {
      known = null; // made again when it is needed
      generation++;
    }
    return before - routes.size();
  }

  /// When routers were asked for.
  public RouterProbes probes() {
    if (probes == null) {
      probes = new RouterProbes(loop);
    }
    return probes;
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
  public @Nullable Ipv6Route lookup(long high, long low, @Nullable NetDevice device) {
    Ipv6Route best = null;
    for (int i = 0; i < routes.size(); i++) {
      Ipv6Route route = routes.get(i);
      boolean known = route.table() == Route.LOCAL_TABLE || route.table() == Route.MAIN_TABLE;
      boolean fits =
          known
              && route.destination().contains(high, low)
              && (device == null || route.device() == null || route.device() == device);
      if (fits && !isOver(route) && (best == null || isBetter(route, best))) {
        best = route;
      }
    }
    return best;
  }

  private boolean isBetter(Ipv6Route route, Ipv6Route than) {
    if (route.table() != than.table()) {
      return route.table() == Route.LOCAL_TABLE;
    }
    int length = route.destination().length() - than.destination().length();
    if (length != 0 || route.metric() != than.metric()) {
      return length > 0 || (length == 0 && route.metric() < than.metric());
    }
    return route.hasGateway() && than.hasGateway() && choice.isBetter(route, than);
  }
}
