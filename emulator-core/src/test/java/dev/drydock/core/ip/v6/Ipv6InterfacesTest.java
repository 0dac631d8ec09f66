package dev.drydock.core.ip.v6;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.ip.route.Ipv6Fib;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Ipv6Prefix;
import dev.drydock.core.wire.Mac;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Link-local addresses, groups and routes against recordings (Linux 6.18).
class Ipv6InterfacesTest {
  private final TestNet net = TestNet.withIpv6();
  private final Netns root = net.machine().root();
  private final Bridge bridge = bridge();

  private Bridge bridge() {
    Bridge docker0 = new Bridge(net.machine().softnet(), "docker0", 0);
    root.add(docker0);
    docker0.setOwnMac(Mac.parse("02:42:3e:a8:f4:97"));
    net.address(root, docker0, "172.17.0.1/16");
    docker0.setUp(true);
    return docker0;
  }

  /// A container as Docker makes it: its end of the pair is made first, and IPv6 is off inside.
  private VethEnd container(String name) {
    VethEnd inner =
        VethEnd.pair(
            net.machine().softnet(),
            new VethEnd.Spec("eth0", net.machine().randomMac()),
            new VethEnd.Spec("veth" + name, Mac.parse("7e:a4:b3:ec:cd:46")));
    root.add(inner);
    root.add(inner.peer());
    bridge.addPort(inner.peer());
    inner.peer().setUp(true);
    Netns inside = net.machine().newNamespace(name);
    inside.sysctls().set("net.ipv6.conf.all.disable_ipv6", "1");
    inside.loopback().setUp(true);
    inside.moveIn(inner);
    inner.setUp(true);
    return inner;
  }

  private List<String> addresses(Netns namespace, NetDevice device) {
    Ipv6Interface in = Objects.requireNonNull(namespace.ipv6().interfaces().find(device));
    List<String> shown = new ArrayList<>();
    for (Ipv6InterfaceAddress address : in.addresses()) {
      shown.add(address.prefix() + (address.isTentative() ? " tentative" : ""));
    }
    return shown;
  }

  private List<String> routes(int table) {
    return root.ipv6().fib().routes(table).stream()
        .map(r -> r.type().word() + " " + r.destination() + " " + deviceName(r))
        .toList();
  }

  private static String deviceName(Ipv6Route route) {
    return route.device() == null ? "" : route.device().name();
  }

  private static List<String> groups(NetDevice device) {
    return device.groups().addresses().stream().map(Mac::format).toList();
  }

  @Test
  void loopback_has_its_address_at_once() {
    assertEquals(List.of("::1/128"), addresses(root, root.loopback()));
    assertEquals(List.of("local ::1/128 lo"), routes(Route.LOCAL_TABLE));
  }

  @Test
  void a_bridge_without_a_carrier_has_groups_but_no_address() {
    assertEquals(List.of(), addresses(root, bridge));
    assertEquals(
        List.of("33:33:00:00:00:01", "01:00:5e:00:00:6a", "33:33:00:00:00:6a", "01:00:5e:00:00:01"),
        groups(bridge));
  }

  @Test
  void the_first_port_brings_bridge_and_veth_their_link_local_addresses() {
    NetDevice outer = container("one").peer();

    assertEquals(List.of("fe80::42:3eff:fea8:f497/64 tentative"), addresses(root, bridge));
    assertEquals(List.of("fe80::7ca4:b3ff:feec:cd46/64 tentative"), addresses(root, outer));
    assertEquals(
        List.of("33:33:00:00:00:01", "01:00:5e:00:00:01", "33:33:ff:ec:cd:46"), groups(outer));
  }

  @Test
  void routes_of_the_veth_come_before_those_of_the_bridge() {
    container("one");
    net.run(3);

    assertEquals(
        List.of("unicast fe80::/64 vethone", "unicast fe80::/64 docker0"),
        routes(Route.MAIN_TABLE));
    assertEquals(
        List.of(
            "local ::1/128 lo",
            "local fe80::42:3eff:fea8:f497/128 docker0",
            "local fe80::7ca4:b3ff:feec:cd46/128 vethone",
            "multicast ff00::/8 vethone",
            "multicast ff00::/8 docker0"),
        routes(Route.LOCAL_TABLE));
  }

  @Test
  void an_address_is_tentative_for_one_to_two_seconds() {
    container("one");
    net.run(0.99);
    assertEquals(List.of("fe80::42:3eff:fea8:f497/64 tentative"), addresses(root, bridge));
    net.run(1.2);

    assertEquals(List.of("fe80::42:3eff:fea8:f497/64"), addresses(root, bridge));
  }

  @Test
  void a_container_without_ipv6_has_only_the_group_of_all_nodes() {
    VethEnd inner = container("one");
    net.run(3);

    Netns inside = Objects.requireNonNull(net.machine().namespace("one"));
    assertEquals(List.of(), addresses(inside, inner));
    assertEquals(List.of(), addresses(inside, inside.loopback()));
    assertEquals(List.of("33:33:00:00:00:01", "01:00:5e:00:00:01"), groups(inner));
  }

  @Test
  void a_device_that_goes_down_loses_addresses_and_routes() {
    NetDevice outer = container("one").peer();
    net.run(3);
    outer.setUp(false);

    assertEquals(List.of(), addresses(root, outer));
    assertEquals(List.of("unicast fe80::/64 docker0"), routes(Route.MAIN_TABLE));
    assertEquals(List.of(), groups(outer));
  }

  @Test
  void a_lost_carrier_takes_no_address() {
    VethEnd inner = container("one");
    net.run(3);
    inner.setUp(false);

    assertEquals(List.of("fe80::42:3eff:fea8:f497/64"), addresses(root, bridge));
    assertFalse(bridge.hasCarrier());
  }

  @Test
  void ipv6_switched_on_brings_the_address_and_off_takes_it() {
    VethEnd inner = container("one");
    Netns inside = Objects.requireNonNull(net.machine().namespace("one"));
    assertTrue(inside.sysctls().set("net.ipv6.conf.eth0.disable_ipv6", "0"));
    assertEquals(1, addresses(inside, inner).size());
    assertEquals("0", inside.sysctls().get("net.ipv6.conf.eth0.disable_ipv6"));
    assertEquals("1", inside.sysctls().get("net.ipv6.conf.all.disable_ipv6"));

    inside.sysctls().set("net.ipv6.conf.eth0.disable_ipv6", "1");
    assertEquals(List.of(), addresses(inside, inner));
    assertEquals(List.of(), inside.ipv6().fib().routes());
  }

  @Test
  void a_router_joins_the_routers_and_the_anycast_address_of_its_networks() {
    container("one");
    net.run(3);
    root.sysctls().set("net.ipv6.conf.all.forwarding", "1");

    assertTrue(groups(bridge).contains("33:33:00:00:00:02"));
    assertTrue(groups(bridge).contains("33:33:ff:00:00:00"));
    assertTrue(routes(Route.LOCAL_TABLE).contains("anycast fe80::/128 docker0"));

    root.sysctls().set("net.ipv6.conf.all.forwarding", "0");
    assertFalse(groups(bridge).contains("33:33:ff:00:00:00"));
    assertFalse(routes(Route.LOCAL_TABLE).contains("anycast fe80::/128 docker0"));
  }

  @Test
  void wider_addresses_come_first_and_of_the_same_scope_the_newer() {
    root.ipv6().interfaces().addAddress(bridge, Ipv6Prefix.parse("fe80::1/64"), false);
    root.ipv6().interfaces().addAddress(bridge, Ipv6Prefix.parse("fd00:db8:1::1/64"), false);
    container("one");
    net.run(3);

    assertEquals(
        List.of("fd00:db8:1::1/64", "fe80::42:3eff:fea8:f497/64", "fe80::1/64"),
        addresses(root, bridge));
  }

  @Test
  void an_address_without_detection_is_usable_at_once_and_goes_with_its_routes() {
    container("one");
    Ipv6Prefix prefix = Ipv6Prefix.parse("fd00:db8:1::2/64");
    assertEquals(
        Ipv6Interfaces.Added.YES, root.ipv6().interfaces().addAddress(bridge, prefix, true));
    assertEquals(
        Ipv6Interfaces.Added.EXISTS, root.ipv6().interfaces().addAddress(bridge, prefix, true));
    assertTrue(routes(Route.LOCAL_TABLE).contains("local fd00:db8:1::2/128 docker0"));
    assertTrue(routes(Route.MAIN_TABLE).contains("unicast fd00:db8:1::/64 docker0"));

    assertTrue(root.ipv6().interfaces().removeAddress(bridge, prefix));
    assertFalse(routes(Route.LOCAL_TABLE).contains("local fd00:db8:1::2/128 docker0"));
    assertFalse(routes(Route.MAIN_TABLE).contains("unicast fd00:db8:1::/64 docker0"));
  }

  @Test
  void a_default_route_is_shown_after_what_it_holds_and_found_last() {
    Ipv6Fib fib = root.ipv6().fib();
    fib.append(
        new Ipv6Route(
            Ipv6Prefix.ANY,
            RouteType.UNICAST,
            bridge,
            null,
            1024,
            "boot",
            Route.MAIN_TABLE,
            Ipv6Route.Extras.NONE));
    root.ipv6().interfaces().addAddress(bridge, Ipv6Prefix.parse("fd00:db8:1::1/64"), true);

    assertEquals(
        List.of("unicast fd00:db8:1::/64 docker0", "unicast ::/0 docker0"),
        routes(Route.MAIN_TABLE));
    Ipv6Route found = fib.lookup(Ipv6Prefix.parse("fd00:db8:1::7").address(), null);
    assertEquals(64, Objects.requireNonNull(found).destination().length());
  }
}
