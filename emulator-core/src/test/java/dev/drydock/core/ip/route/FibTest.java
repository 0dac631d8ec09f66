package dev.drydock.core.ip.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.testing.Cases;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv4Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FibTest {
  private final TestNet net = new TestNet();
  private final Fib fib = new Fib(() -> {});
  private final Bridge device = net.bridge("br0", "10.0.0.1/24");

  private Route route(String prefix, int metric) {
    Ipv4Prefix destination = Ipv4Prefix.parse(prefix);
    return new Route(
        destination,
        RouteType.UNICAST,
        device,
        0,
        0,
        metric,
        Scope.LINK,
        "boot",
        254,
        false,
        Route.Extras.NONE);
  }

  private @Nullable Route lookup(String address) {
    return fib.lookup(Ipv4Address.parse(address), null);
  }

  @Test
  void the_longest_prefix_wins() {
    fib.add(route("0.0.0.0/0", 0));
    fib.add(route("10.0.0.0/8", 0));
    fib.add(route("10.1.0.0/16", 0));

    assertEquals(route("10.1.0.0/16", 0), lookup("10.1.2.3"));
    assertEquals(route("10.0.0.0/8", 0), lookup("10.2.2.3"));
    assertEquals(route("0.0.0.0/0", 0), lookup("11.2.2.3"));
  }

  @Test
  void of_equal_prefixes_the_lower_metric_wins() {
    fib.add(route("10.0.0.0/8", 100));
    fib.add(route("10.0.0.0/8", 10));

    assertEquals(route("10.0.0.0/8", 10), lookup("10.2.2.3"));
  }

  @Test
  void the_same_route_is_not_added_twice() {
    assertTrue(fib.add(route("10.0.0.0/8", 0)));
    assertFalse(fib.add(route("10.0.0.0/8", 0)));
  }

  @Test
  void a_removed_route_is_no_longer_found() {
    fib.add(route("10.0.0.0/8", 0));
    assertEquals(1, fib.removeIf(r -> r.device() == device));

    assertNull(lookup("10.2.2.3"));
  }

  @Test
  void an_address_is_its_own_from_the_moment_it_has_a_local_route() {
    int address = Ipv4Address.parse("10.9.0.1");
    assertFalse(fib.isOwn(address));
    fib.add(
        new Route(
            new Ipv4Prefix(address, 32),
            RouteType.LOCAL,
            device,
            0,
            0,
            0,
            Scope.HOST,
            "kernel",
            255,
            false,
            Route.Extras.NONE));
    assertTrue(fib.isOwn(address));
    fib.removeIf(route -> route.type() == RouteType.LOCAL);
    assertFalse(fib.isOwn(address));
  }

  @Test
  void a_lookup_agrees_with_a_search_through_all_routes() {
    Cases.forEach(
        50,
        random -> {
          Fib some = new Fib(() -> {});
          List<Route> routes = new ArrayList<>();
          int count = random.between(1, 40);
          for (int i = 0; i < count; i++) {
            int length = random.between(0, 32);
            Ipv4Prefix prefix = new Ipv4Prefix(random.anyInt(), length).masked();
            Route route = route(prefix.toString(), 0);
            if (some.add(route)) {
              routes.add(route);
            }
          }
          for (int i = 0; i < 100; i++) {
            Route near = routes.get(random.between(0, routes.size() - 1));
            int address =
                i % 2 == 0 ? random.anyInt() : near.destination().address() + random.between(0, 1);
            Route best = null;
            for (Route route : routes) {
              boolean longer =
                  best == null || route.destination().length() > best.destination().length();
              if (route.destination().contains(address) && longer) {
                best = route;
              }
            }
            assertEquals(best, some.lookup(address, null));
          }
        });
  }

  /// How many of two next hops flows between the same hosts take, that differ in their ports.
  private long hopsTaken(int policy, int fragment) {
    fib.setHashPolicy(policy);
    Route first = route("10.9.0.0/16", 0).by(device, Ipv4Address.parse("10.0.0.2"), false);
    Route second = route("10.9.0.0/16", 0).by(device, Ipv4Address.parse("10.0.0.3"), false);
    fib.append(first.with(List.of(new Route.Leg(first, 1), new Route.Leg(second, 1))));
    device.setUp(true);
    Set<Integer> taken = new TreeSet<>();
    for (int port = 1000; port < 1050; port++) {
      Frame frame = net.frames().take(54);
      int at = frame.offset() + 14;
      frame.networkOffset = at;
      Ipv4.writeLengths(frame.data(), at, 40, 7, fragment);
      int from = Ipv4Address.parse("10.0.0.7");
      int to = Ipv4Address.parse("10.9.0.1");
      Ipv4.writeAddresses(frame.data(), at, (64 << 8) | Ipv4.UDP, from, to);
      Bytes.put16(frame.data(), at + 20, port);
      Bytes.put16(frame.data(), at + 22, 80);
      Route found = fib.lookup(fib.query().of(frame, device));
      assertTrue(found != null);
      taken.add(found.gateway());
      frame.release();
    }
    return taken.size();
  }

  @Test
  void flows_between_two_hosts_take_one_next_hop_unless_ports_count() {
    assertEquals(1, hopsTaken(0, 0));
    assertEquals(2, hopsTaken(1, 0));
    assertEquals(1, hopsTaken(1, Ipv4.MF));
  }
}
