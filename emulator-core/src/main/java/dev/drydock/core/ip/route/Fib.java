package dev.drydock.core.ip.route;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Prefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The IPv4 routing tables of a namespace and their lookup by longest prefix (Linux
/// `net/ipv4/fib_*`), and the rules that say which table is asked: at first the kernel's own three,
/// table local, then main, then default.
public final class Fib {
  private static final List<FibRule> KERNEL_RULES =
      List.of(
          FibRule.all(0, Route.LOCAL_TABLE),
          FibRule.all(FibRule.MAIN_PRIORITY, Route.MAIN_TABLE),
          FibRule.all(FibRule.MAIN_PRIORITY + 1, Route.DEFAULT_TABLE));

  private static final int LATELY_BITS = 3;
  private static final int[] NOTHING_ASKED = new int[1 << LATELY_BITS];
  private static final @Nullable Route[] NOTHING_FOUND = new @Nullable Route[1 << LATELY_BITS];

  /// The order of `ip route`: by address, longer prefix first, then by metric.
  private static final Comparator<Route> SHOWN =
      Comparator.<Route>comparingLong(r -> r.destination().address() & 0xffff_ffffL)
          .thenComparingInt(r -> -r.destination().length())
          .thenComparingInt(Route::metric);

  private final FibTable local = new FibTable();
  private final FibTable main = new FibTable();

  /// Table default; made when it is first used.
  private @Nullable FibTable fallback;

  /// Tables of one's own, by number; made with the first.
  private @Nullable TreeMap<Integer, FibTable> others;

  private final Runnable listener;
  private List<FibRule> rules = KERNEL_RULES;

  /// What is asked where the rules look at more than the destination.
  private @Nullable FibQuery query;

  /// Whether rules were changed: else the destination alone decides.
  private boolean ruled;

  /// How many routes have several next hops.
  private int multipath;

  private int hashPolicy;

  private int generation;

  /// What was found lately for a destination alone, by its hash: packets of a flow ask the same
  /// again and again. A place without a route holds nothing. Made with the first question, and
  /// forgotten with every change.
  private int[] latelyAsked = NOTHING_ASKED;

  private @Nullable Route[] latelyFound = NOTHING_FOUND;

  /// The address that was last found not to be the namespace's own; 0 for none.
  private int lastForeign;

  /// Tables without routes.
  ///
  /// @param listener is run after each change
  public Fib(Runnable listener) {
    this.listener = listener;
  }

  /// The rules, by priority.
  public List<FibRule> rules() {
    return List.copyOf(rules);
  }

  /// Adds a rule behind others of its priority.
  ///
  /// @return false, with nothing changed, when the very same rule is there
  public boolean add(FibRule rule) {
    if (rules.contains(rule)) {
      return false;
    }
    int at = 0;
    while (at < rules.size() && rules.get(at).priority() <= rule.priority()) {
      at++;
    }
    List<FibRule> more = new ArrayList<>(rules);
    more.add(at, rule);
    rules = more;
    ruled = true;
    changed();
    return true;
  }

  /// The priority a rule gets when none is said: one before the second rule
  /// (`fib_default_rule_pref`).
  public int defaultPriority() {
    return rules.size() < 2 ? 0 : Math.max(0, rules.get(1).priority() - 1);
  }

  /// Removes a rule.
  ///
  /// @return whether it was there
  public boolean remove(FibRule rule) {
    List<FibRule> left = new ArrayList<>(rules);
    boolean removed = left.remove(rule);
    rules = left;
    ruled = true;
    changed();
    return removed;
  }

  /// Counts changes, so that somebody who remembers a lookup knows when it is stale.
  public int generation() {
    return generation;
  }

  /// Finds the route for a destination; null when no table has one. A table whose best match
  /// refuses ends the search.
  ///
  /// @param device when not null, routes by other devices do not count (`SO_BINDTODEVICE`)
  public @Nullable Route lookup(int destination, @Nullable NetDevice device) {
    return isPlain() ? lookupPlain(destination, device) : lookup(query().of(destination, device));
  }

  /// Whether nothing but the destination decides: no rules but the kernel's own, and no route with
  /// several next hops.
  public boolean isPlain() {
    return !ruled && multipath == 0;
  }

  /// By what one of several next hops is chosen: `net.ipv4.fib_multipath_hash_policy`.
  public int hashPolicy() {
    return hashPolicy;
  }

  /// Sets it: 1 takes ports as well as addresses, of packets that are forwarded.
  public void setHashPolicy(int policy) {
    hashPolicy = policy;
    query().setByPorts(policy == 1);
  }

  /// A query to fill and ask at once; the next one asks with the same.
  public FibQuery query() {
    if (query == null) {
      query = new FibQuery();
    }
    return query;
  }

  /// Finds the route by the rules (`fib_rules_lookup`), and the next hop where there are several.
  public @Nullable Route lookup(FibQuery query) {
    Route route = ruled ? lookupRuled(query) : lookupPlain(query.destination, query.out);
    return route == null || route.legs().isEmpty() || query.out != null
        ? route
        : route.select(query.hash());
  }

  private @Nullable Route lookupRuled(FibQuery query) {
    for (int i = 0; i < rules.size(); i++) {
      FibRule rule = rules.get(i);
      if (!rule.takes(query)) {
        continue;
      }
      FibRule.Verdict verdict = rule.verdict();
      if (verdict.type() != RouteType.UNICAST) {
        return refusal(verdict.type());
      }
      Route route = table(verdict.table()).lookup(query.destination, query.out);
      if (route != null && route.destination().length() > verdict.suppressLength()) {
        return route;
      }
    }
    return null;
  }

  private static Route refusal(RouteType type) {
    return new Route(
        new Ipv4Prefix(0, 0),
        type,
        null,
        0,
        0,
        0,
        Scope.GLOBAL,
        "kernel",
        Route.MAIN_TABLE,
        false,
        Route.Extras.NONE);
  }

  /// Counts a change.
  private void changed() {
    generation++;
    latelyAsked = NOTHING_ASKED;
    latelyFound = NOTHING_FOUND;
    lastForeign = 0;
    listener.run();
  }

  private @Nullable Route lookupPlain(int destination, @Nullable NetDevice device) {
    if (device != null) {
      return search(destination, device);
    }
    int at = (destination * 0x9E37_79B1) >>> (Integer.SIZE - LATELY_BITS);
    Route known = latelyFound[at];
    if (known != null && latelyAsked[at] == destination) {
      return known;
    }
    Route route = search(destination, null);
    if (latelyFound == NOTHING_FOUND) {
      latelyAsked = new int[NOTHING_ASKED.length];
      latelyFound = new @Nullable Route[NOTHING_FOUND.length];
    }
    latelyAsked[at] = destination;
    latelyFound[at] = route;
    return route;
  }

  private @Nullable Route search(int destination, @Nullable NetDevice device) {
    Route route = local.lookup(destination, device);
    if (route == null) {
      route = main.lookup(destination, device);
    }
    return route != null || fallback == null ? route : fallback.lookup(destination, device);
  }

  /// The addresses that are the namespace's own, 127.0.0.0/8 left out; null where a whole network
  /// is.
  public int @Nullable [] ownAddresses() {
    int[] own = new int[local.all().size()];
    int count = 0;
    for (Route route : local.all()) {
      Ipv4Prefix destination = route.destination();
      if (route.type() == RouteType.LOCAL && !Ipv4.isLoopback(destination.network())) {
        if (destination.length() < Integer.SIZE) {
          return null;
        }
        own[count++] = destination.network();
      }
    }
    return Arrays.copyOf(own, count);
  }

  /// Whether an address is one of the namespace's own, which senders of received packets are asked
  /// for one after the other.
  public boolean isOwn(int address) {
    if (address == lastForeign && address != 0) {
      return false;
    }
    boolean isOwn = addressType(address) == RouteType.LOCAL;
    if (!isOwn) {
      lastForeign = address;
    }
    return isOwn;
  }

  /// Finds the route in table local only: whether an address is the namespace's own, or a broadcast
  /// address (Linux `inet_addr_type`).
  public RouteType addressType(int address) {
    if (address == 0 || address == -1) {
      return RouteType.BROADCAST;
    }
    if (Ipv4.isMulticast(address)) {
      return RouteType.MULTICAST;
    }
    Route route = local.lookup(address, null);
    return route == null ? RouteType.UNICAST : route.type();
  }

  /// Adds a route behind others of the same prefix and metric.
  ///
  /// @return false, with nothing changed, when there is such a route already
  public boolean add(Route route) {
    FibTable table = table(route.table());
    for (Route other : table.at(route.destination())) {
      if (other.collidesWith(route)) {
        return false;
      }
    }
    table.add(route);
    multipath += route.legs().isEmpty() ? 0 : 1;
    changed();
    return true;
  }

  /// Adds a route behind others of the same prefix and metric, as the kernel does with its own
  /// (`fib_magic`, `NLM_F_APPEND`): only the very same route is refused.
  ///
  /// @return false, with nothing changed, when the route is there already
  public boolean append(Route route) {
    FibTable table = table(route.table());
    if (table.at(route.destination()).contains(route)) {
      return false;
    }
    table.add(route);
    multipath += route.legs().isEmpty() ? 0 : 1;
    changed();
    return true;
  }

  /// Removes all routes that fit.
  ///
  /// @return how many there were
  public int removeIf(Predicate<Route> fits) {
    int removed = 0;
    for (FibTable table : tables().values()) {
      removed += table.removeIf(fits);
    }
    if (removed == 0) {
      return 0;
    }
    multipath = 0;
    for (FibTable table : tables().values()) {
      multipath += (int) table.all().stream().filter(r -> !r.legs().isEmpty()).count();
    }
    changed();
    return removed;
  }

  /// Takes the next hops by a device out of the routes that have several.
  public void removeLegs(NetDevice device) {
    for (Route route : multipath == 0 ? List.<Route>of() : routes()) {
      List<Route.Leg> left =
          route.legs().stream().filter(leg -> leg.route().device() != device).toList();
      if (left.size() < route.legs().size()) {
        removeIf(r -> r == route);
        if (!left.isEmpty()) {
          Route first = left.getFirst().route();
          append(left.size() == 1 ? first : first.with(left));
        }
      }
    }
  }

  /// Removes the first route that fits.
  ///
  /// @return whether there was one
  public boolean removeFirst(Predicate<Route> fits) {
    for (Route route : routes()) {
      if (fits.test(route)) {
        return removeIf(r -> r == route) > 0;
      }
    }
    return false;
  }

  /// Whether a table of the user's was made: by its first route, and it stays.
  public boolean hasTable(int number) {
    FibTable table = others == null ? null : others.get(number);
    return table != null && table.wasUsed();
  }

  /// The routes of one table in the order `ip route` shows them.
  public List<Route> routes(int table) {
    List<Route> routes = new ArrayList<>(table(table).all());
    routes.sort(SHOWN);
    return routes;
  }

  /// All routes: table by table, default and main before local, as `ip route show table all`.
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (int table : tables().keySet()) {
      routes.addAll(routes(table));
    }
    return routes;
  }

  private FibTable table(int number) {
    return switch (number) {
      case Route.LOCAL_TABLE -> local;
      case Route.MAIN_TABLE -> main;
      case Route.DEFAULT_TABLE -> {
        if (fallback == null) {
          fallback = new FibTable();
        }
        yield fallback;
      }
      default -> {
        if (others == null) {
          others = new TreeMap<>();
        }
        yield others.computeIfAbsent(number, n -> new FibTable());
      }
    };
  }

  /// All tables, by number.
  private SortedMap<Integer, FibTable> tables() {
    SortedMap<Integer, FibTable> all = others == null ? new TreeMap<>() : new TreeMap<>(others);
    all.put(Route.LOCAL_TABLE, local);
    all.put(Route.MAIN_TABLE, main);
    if (fallback != null) {
      all.put(Route.DEFAULT_TABLE, fallback);
    }
    return all;
  }
}
