package dev.drydock.core.ip.v6;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.app.RouterAdvertiser;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Ipv6Prefix;
import dev.drydock.core.wire.Mac;
import dev.drydock.core.wire.RouterAdvertisement;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Hosts that hear of routers, against Linux 6.18 with the same messages.
class RouterDiscoveryTest {
  private static final Ipv6Address FAR = Ipv6Address.parse("2001:db8:9::5");
  private static final Ipv6Prefix NETWORK = Ipv6Prefix.parse("2001:db8:1::/64");

  private final TestNet net = TestNet.withIpv6();
  private final Netns router = net.namespace("router");
  private final Netns host = net.namespace("host");
  private final VethEnd toHost = pair();
  private final NetDevice eth0 = toHost.peer();

  private VethEnd pair() {
    VethEnd end =
        VethEnd.pair(
            net.machine().softnet(),
            new VethEnd.Spec("lan", Mac.parse("02:42:00:00:00:01")),
            new VethEnd.Spec("eth0", Mac.parse("02:42:00:00:00:02")));
    router.moveIn(end);
    host.moveIn(end.peer());
    router.sysctls().set("net.ipv6.conf.all.forwarding", "1");
    return end;
  }

  private void up() {
    toHost.setUp(true);
    eth0.setUp(true);
    net.run(3);
  }

  private static RouterAdvertisement.Router router(int lifetime, int preference) {
    return new RouterAdvertisement.Router(64, false, false, preference, lifetime);
  }

  private void tell(RouterAdvertisement.Router told, long valid, long preferred, int mtu) {
    RouterAdvertisement.Prefix prefix =
        new RouterAdvertisement.Prefix(NETWORK, true, true, valid, preferred);
    RouterAdvertisement advertisement =
        new RouterAdvertisement(
            told, List.of(prefix), RouterAdvertisement.Names.NONE, mtu, toHost.mac());
    assertTrue(router.ipv6().advertise(toHost, Ipv6Address.ALL_NODES, advertisement));
    net.run(0.01);
  }

  private Ipv6InterfaceAddress own() {
    return Objects.requireNonNull(host.ipv6().interfaces().find(eth0)).addresses().getFirst();
  }

  private Ipv6Route wayOut() {
    return Objects.requireNonNull(host.ipv6().fib().lookup(FAR, null));
  }

  @Test
  void a_network_and_a_router_make_an_address_and_routes() {
    up();
    tell(router(1800, 0), 86_400, 14_400, 1400);

    assertEquals("2001:db8:1:0:42:ff:fe00:2/64", own().prefix().toString());
    assertTrue(own().isTentative() && own().isDynamic() && own().isManaged());
    assertEquals("fe80::42:ff:fe00:1", String.valueOf(wayOut().gateway()));
    assertEquals(1400, wayOut().extras().mtuBytes());
    assertEquals("1400", host.sysctls().get("net.ipv6.conf.eth0.mtu"));
    net.run(2.5);
    assertTrue(!own().isTentative());
    AddressLifetime lifetime = Objects.requireNonNull(own().lifetime());
    assertEquals(86_398, lifetime.validSeconds());
    assertEquals(14_398, lifetime.preferredSeconds());
  }

  @Test
  void an_address_is_left_two_hours_when_the_router_says_less() {
    up();
    tell(router(1800, 0), 86_400, 14_400, 0);
    tell(router(1800, 1), 3000, 0, 0);

    assertEquals(7200, Objects.requireNonNull(own().lifetime()).validSeconds());
    assertTrue(own().isDeprecated());
    assertEquals(1, wayOut().extras().preference());
  }

  @Test
  void an_address_goes_when_its_time_is_over() {
    up();
    tell(router(1800, 0), 10, 5, 0);
    net.run(9);
    assertTrue(own().isDeprecated());
    net.run(1.2);
    assertTrue(own().address().isLinkLocal());
  }

  @Test
  void a_router_that_says_zero_is_none_any_more() {
    up();
    tell(router(1800, 0), 86_400, 14_400, 0);
    tell(router(0, 0), 86_400, 14_400, 0);
    assertNull(host.ipv6().fib().lookup(FAR, null));
  }

  @Test
  void a_route_whose_time_is_over_is_not_used_and_goes_within_half_a_minute() {
    up();
    tell(router(9, 0), 86_400, 14_400, 0);
    net.run(9);
    assertNull(host.ipv6().fib().lookup(FAR, null));
    assertTrue(hasRouteOfRouter());
    net.run(30);
    assertTrue(!hasRouteOfRouter());
  }

  private boolean hasRouteOfRouter() {
    return host.ipv6().fib().routes(Route.MAIN_TABLE).stream()
        .anyMatch(route -> route.protocol().equals("ra"));
  }

  @Test
  void a_machine_that_forwards_heeds_routers_only_with_accept_ra_2() {
    up();
    tell(router(1800, 0), 86_400, 14_400, 0);
    host.sysctls().set("net.ipv6.conf.all.forwarding", "1");
    tell(router(1800, 0), 86_400, 14_400, 0);
    assertNull(host.ipv6().fib().lookup(FAR, null));
    host.sysctls().set("net.ipv6.conf.eth0.accept_ra", "2");
    tell(router(1800, 0), 86_400, 14_400, 0);
    assertNotNull(wayOut().gateway());
  }

  @Test
  void the_identifier_of_a_secret_is_that_of_the_kernel() {
    host.sysctls().set("net.ipv6.conf.eth0.stable_secret", "2001:db8::1234");
    up();
    tell(router(1800, 0), 3000, 3000, 0);
    assertEquals("2001:db8:1:0:48db:c23e:32ba:a6b3", own().address().toString());
    assertTrue(own().isStable());
    Ipv6Interface in = Objects.requireNonNull(host.ipv6().interfaces().find(eth0));
    assertEquals("fe80::d820:30f:5afc:84be", String.valueOf(in.linkLocal()));
  }

  @Test
  void the_second_identifier_is_tried_when_the_first_is_taken() {
    host.sysctls().set("net.ipv6.conf.eth0.stable_secret", "2001:db8::1234");
    Ipv6Prefix taken = Ipv6Prefix.parse("fe80::d820:30f:5afc:84be/64");
    toHost.setUp(true);
    router.ipv6().interfaces().addAddress(toHost, taken, true);
    eth0.setUp(true);
    net.run(4);
    Ipv6Interface in = Objects.requireNonNull(host.ipv6().interfaces().find(eth0));
    long expected =
        StableIdentifier.of(Ipv6Address.parse("2001:db8::1234"), taken.address().high(), 0, 1);
    assertEquals(expected, Objects.requireNonNull(in.linkLocal()).low());
    assertTrue(
        net.machine().softnet().log().lines().stream()
            .anyMatch(l ->
                l.text()
                    .equals(
                        "IPv6: eth0: IPv6 duplicate address fe80::d820:30f:5afc:84be used by"
                            + " 02:42:00:00:00:01 detected!")));
  }

  @Test
  void one_who_asks_is_told_alone_and_asks_no_more() {
    toHost.setUp(true);
    RouterAdvertisement.Prefix defaults =
        new RouterAdvertisement.Prefix(Ipv6Prefix.ANY, true, true, 86_400, 14_400);
    RouterAdvertiser.Settings settings =
        new RouterAdvertiser.Settings(
            router(1800, 0), List.of(NETWORK), defaults, RouterAdvertisement.Names.NONE, 0, 600);
    RandomStream random = new RandomStream(1, "radvd");
    new RouterAdvertiser(router, toHost, settings, random).start();
    net.watch(eth0);
    eth0.setUp(true);
    net.run(30);

    List<String> seen = net.seen(eth0);
    assertEquals(1, seen.stream().filter(l -> l.startsWith(">") && l.contains("133")).count());
    assertEquals("2001:db8:1:0:42:ff:fe00:2/64", own().prefix().toString());
  }

  @Test
  void of_two_routers_the_preferred_one_is_used() {
    up();
    tell(router(1800, 3), 86_400, 14_400, 0);
    Ipv6Route low = wayOut();
    assertEquals(-1, low.extras().preference());
    host.ipv6()
        .fib()
        .append(
            new Ipv6Route(
                Ipv6Prefix.ANY,
                RouteType.UNICAST,
                eth0,
                Ipv6Address.parse("fe80::99"),
                Ipv6Route.USER_METRIC,
                "ra",
                Route.MAIN_TABLE,
                Ipv6Route.Extras.NONE));
    assertEquals("fe80::99", String.valueOf(wayOut().gateway()));
  }
}
