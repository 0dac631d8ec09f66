package dev.drydock.core.ip.v6;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.route.Ipv6Flow;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Ipv6Prefix;
import dev.drydock.core.wire.Mac;
import org.junit.jupiter.api.Test;

/// Hosts that ask whether the gateway of a route is there.
class RouterProbesTest {
  private static final Ipv6Address FAR = Ipv6Address.parse("2001:db8:9::5");
  private static final Ipv6Address GATEWAY = Ipv6Address.parse("2001:db8:1::1");

  private final TestNet net = TestNet.withIpv6();
  private final Netns host = net.namespace("host");
  private final NetDevice eth0 = card();

  private NetDevice card() {
    VethEnd end =
        VethEnd.pair(
            net.machine().softnet(),
            new VethEnd.Spec("lan", Mac.parse("02:42:00:00:00:01")),
            new VethEnd.Spec("eth0", Mac.parse("02:42:00:00:00:02")));
    net.namespace("router").moveIn(end);
    host.moveIn(end.peer());
    end.setUp(true);
    end.peer().setUp(true);
    net.run(3);
    return end.peer();
  }

  private void addRoute() {
    Ipv6Prefix all = Ipv6Prefix.parse("::/0");
    Ipv6Route.Extras none = Ipv6Route.Extras.NONE;
    assertTrue(
        host.ipv6()
            .fib()
            .append(
                new Ipv6Route(
                    all,
                    RouteType.UNICAST,
                    eth0,
                    GATEWAY,
                    Ipv6Route.USER_METRIC,
                    "static",
                    Route.MAIN_TABLE,
                    none)));
  }

  /// How many questions for the gateway a use of the route brings.
  private long questions() {
    net.watch(eth0);
    net.forget();
    Ipv6Flow flow = new Ipv6Flow();
    flow.setDestination(FAR);
    assertEquals(SendResult.OK, host.ipv6().out().route(flow));
    net.run(0.1);
    return net.seen(eth0).stream().filter(each -> each.contains("ICMPv6 type 135")).count();
  }

  @Test
  void a_route_that_was_not_used_for_a_minute_has_its_gateway_asked_for_once() {
    addRoute();
    assertEquals(0, questions());
    net.run(61);
    assertEquals(1, questions());
    assertEquals(0, questions());
  }

  @Test
  void a_gateway_that_is_a_neighbour_is_not_asked_for() {
    addRoute();
    net.run(61);
    host.ipv6().neighbours().lookupOrCreate(eth0, GATEWAY.high(), GATEWAY.low());
    assertEquals(0, questions());
  }

  @Test
  void a_router_asks_for_no_gateway() {
    addRoute();
    host.sysctls().set("net.ipv6.conf.all.forwarding", "1");
    net.run(61);
    assertEquals(0, questions());
  }

  @Test
  void a_route_that_is_made_again_counts_as_new() {
    addRoute();
    net.run(61);
    host.ipv6().fib().removeIf(Ipv6Route::hasGateway);
    addRoute();
    assertEquals(0, questions());
  }
}
