package dev.drydock.core.ip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv4Prefix;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class InterfacesTest {
  private final TestNet net = new TestNet();
  private final Netns host = net.machine().root();
  private final Bridge br0 = net.bridge("br0", "172.17.0.1/16");

  private List<String> routes(int table) {
    return host.ipv4().fib().routes(table).stream()
        .map(r -> r.type().word() + " " + r.destination() + " " + r.device())
        .toList();
  }

  @Test
  @Tag("S022")
  @Tag("S024")
  void an_address_brings_its_network_itself_and_its_broadcast_address() {
    assertEquals(List.of("unicast 172.17.0.0/16 host/br0"), routes(Route.MAIN_TABLE));
    assertEquals(
        List.of(
            "local 127.0.0.0/8 host/lo",
            "local 127.0.0.1/32 host/lo",
            "broadcast 127.255.255.255/32 host/lo",
            "local 172.17.0.1/32 host/br0",
            "broadcast 172.17.255.255/32 host/br0"),
        routes(Route.LOCAL_TABLE));
  }

  @Test
  void an_address_that_goes_takes_its_routes_along() {
    assertTrue(host.ipv4().interfaces().removeAddress(br0, Ipv4Prefix.parse("172.17.0.1/16")));

    assertEquals(List.of(), routes(Route.MAIN_TABLE));
    assertEquals(3, routes(Route.LOCAL_TABLE).size());
  }

  @Test
  void the_same_address_is_not_added_twice() {
    assertFalse(host.ipv4().interfaces().addAddress(br0, Ipv4Prefix.parse("172.17.0.1/16"), 0));
  }

  @Test
  void a_device_that_goes_down_loses_its_network_but_keeps_its_address() {
    br0.setUp(false);
    assertEquals(List.of(), routes(Route.MAIN_TABLE));
    assertEquals(4, routes(Route.LOCAL_TABLE).size());

    br0.setUp(true);

    assertEquals(List.of("unicast 172.17.0.0/16 host/br0"), routes(Route.MAIN_TABLE));
  }

  @Test
  void a_second_address_of_a_network_is_secondary() {
    net.address(host, br0, "172.17.0.9/16");

    List<InterfaceAddress> addresses = host.ipv4().interfaces().of(br0).addresses();
    assertFalse(addresses.get(0).secondary());
    assertTrue(addresses.get(1).secondary());
  }

  @Test
  void the_source_towards_a_second_address_of_a_network_is_the_first() {
    int second = Ipv4Address.parse("172.17.0.9");
    net.address(host, br0, "172.17.0.9/16");

    assertEquals(Ipv4Address.parse("172.17.0.1"), ownRoute(second).preferredSource());

    host.ipv4().interfaces().removeAddress(br0, Ipv4Prefix.parse("172.17.0.9/16"));
    assertFalse(routes(Route.LOCAL_TABLE).contains("local 172.17.0.9/32 host/br0"));
    assertTrue(routes(Route.LOCAL_TABLE).contains("local 172.17.0.1/32 host/br0"));
  }

  private Route ownRoute(int address) {
    return host.ipv4().fib().routes(Route.LOCAL_TABLE).stream()
        .filter(r -> r.destination().network() == address)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void the_source_towards_a_neighbour_is_the_address_in_its_network() {
    net.address(host, br0, "10.0.0.1/24");
    Ipv4Stack stack = host.ipv4();

    assertEquals(
        Ipv4Address.parse("10.0.0.1"),
        stack.selectSource(br0, Ipv4Address.parse("10.0.0.77"), Scope.GLOBAL));
    assertEquals(
        Ipv4Address.parse("172.17.0.1"),
        stack.selectSource(br0, Ipv4Address.parse("8.8.8.8"), Scope.GLOBAL));
  }
}
