package dev.drydock.core.ip.route;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.wire.Ipv4Prefix;
import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One IPv4 routing table, with its lookup by longest prefix.
///
/// The routes lie in an array: the longest prefix first, within a prefix the smallest metric first,
/// then in the order they came. A small table, as nearly all are, is searched from the front; a
/// larger one has a hash map for each prefix length in use, of network -> where its routes begin.
final class FibTable {
  /// Up to here the search from the front is no slower.
  private static final int SEARCHED_MAX = 12;

  private static final int LENGTHS = 33;
  private static final Route[] NONE = {};
  private static final int[] NO_NUMBERS = {};

  private static final Comparator<Route> ORDER =
      Comparator.<Route>comparingInt(r -> -r.destination().length())
          .thenComparingLong(r -> r.destination().network() & 0xffff_ffffL)
          .thenComparingInt(Route::metric);

  /// A bit for each address with a route of its own, by hash: most questions to table local end
  /// here. All bits where more than one network is in the table.
  private long addresses;

  /// The one network that may be in the table beside addresses, 127.0.0.0/8 as a rule.
  private int network = 1;

  /// Its mask; 0, which no [#network] that is 1 fits, when there is none.
  private int mask;

  private Route[] routes = NONE;
  private boolean used;
  private int[] networks = NO_NUMBERS;
  private int[] masks = NO_NUMBERS;
  private @Nullable Int2IntOpenHashMap @Nullable [] starts;

  /// A table without routes.
  FibTable() {}

  /// Whether it ever had a route.
  boolean wasUsed() {
    return used;
  }

  /// The best route; null when none fits.
  ///
  /// @param device when not null, routes by other devices do not count
  @Nullable Route lookup(int destination, @Nullable NetDevice device) {
    if (((addresses >>> bit(destination)) & 1) == 0 && (destination & mask) != network) {
      return null;
    }
    if (starts != null) {
      return lookupLarge(starts, destination, device);
    }
    int[] allMasks = masks;
    int[] allNetworks = networks;
    for (int i = 0; i < allMasks.length; i++) {
      if ((destination & allMasks[i]) == allNetworks[i]) {
        Route fitting = device == null ? routes[i] : by(routes[i], device);
        if (fitting != null) {
          return fitting;
        }
      }
    }
    return null;
  }

  private static int bit(int address) {
    return (address * 0x9E37_79B1) >>> 26;
  }

  private @Nullable Route lookupLarge(
      @Nullable Int2IntOpenHashMap[] maps, int destination, @Nullable NetDevice device) {
    for (int length = LENGTHS - 1; length >= 0; length--) {
      Int2IntOpenHashMap map = maps[length];
      int network = destination & Ipv4Prefix.mask(length);
      int at = map == null ? -1 : map.get(network);
      while (at >= 0 && at < routes.length && isAt(at, network, length)) {
        Route fitting = device == null ? routes[at] : by(routes[at], device);
        if (fitting != null) {
          return fitting;
        }
        at++;
      }
    }
    return null;
  }

  private boolean isAt(int index, int network, int length) {
    return networks[index] == network && routes[index].destination().length() == length;
  }

  private static @Nullable Route by(Route route, NetDevice device) {
    if (route.device() == device) {
      return route;
    }
    for (int i = 0; i < route.legs().size(); i++) {
      Route leg = route.legs().get(i).route();
      if (leg.device() == device) {
        return leg;
      }
    }
    return null;
  }

  /// The routes of one prefix, the best first.
  List<Route> at(Ipv4Prefix prefix) {
    List<Route> found = new ArrayList<>(1);
    for (int i = 0; i < routes.length; i++) {
      if (isAt(i, prefix.network(), prefix.length())) {
        found.add(routes[i]);
      }
    }
    return found;
  }

  /// All routes, in the order of the search.
  List<Route> all() {
    return List.of(routes);
  }

  /// Adds a route behind others of the same prefix and metric.
  void add(Route route) {
    used = true;
    int at = Arrays.binarySearch(routes, route, ORDER);
    at = at < 0 ? -at - 1 : at;
    while (at < routes.length && ORDER.compare(routes[at], route) == 0) {
      at++;
    }
    Route[] more = new Route[routes.length + 1];
    System.arraycopy(routes, 0, more, 0, at);
    more[at] = route;
    System.arraycopy(routes, at, more, at + 1, routes.length - at);
    replace(more);
  }

  /// Removes the routes that fit.
  ///
  /// @return how many there were
  int removeIf(Predicate<Route> fits) {
    int before = routes.length;
    int kept = 0; // how many stay before the first that goes
    while (kept < before && !fits.test(routes[kept])) {
      kept++;
    }
    if (kept < before) {
      replace(Arrays.stream(routes).filter(fits.negate()).toArray(Route[]::new));
    }
    return before - routes.length;
  }

  private void replace(Route[] others) {
    routes = others.length == 0 ? NONE : others;
    networks = new int[others.length];
    masks = new int[others.length];
    for (int i = 0; i < others.length; i++) {
      networks[i] = others[i].destination().network();
      masks[i] = Ipv4Prefix.mask(others[i].destination().length());
    }
    starts = others.length > SEARCHED_MAX ? startsOf(others) : null;
    filter();
  }

  private void filter() {
    addresses = 0;
    network = 1;
    mask = 0;
    for (int i = 0; i < routes.length; i++) {
      if (masks[i] == -1) {
        addresses |= 1L << bit(networks[i]);
      } else if (network == 1 || (network == networks[i] && mask == masks[i])) {
        network = networks[i];
        mask = masks[i];
      } else {
        addresses = -1;
      }
    }
  }

  private static @Nullable Int2IntOpenHashMap[] startsOf(Route[] routes) {
    @Nullable Int2IntOpenHashMap[] maps = new @Nullable Int2IntOpenHashMap[LENGTHS];
    for (int i = 0; i < routes.length; i++) {
      Ipv4Prefix prefix = routes[i].destination();
      Int2IntOpenHashMap map = maps[prefix.length()];
      if (map == null) {
        map = new Int2IntOpenHashMap();
        map.defaultReturnValue(-1);
        maps[prefix.length()] = map;
      }
      map.putIfAbsent(prefix.network(), i);
    }
    return maps;
  }
}
