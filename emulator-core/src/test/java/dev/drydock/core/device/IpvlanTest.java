package dev.drydock.core.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4Prefix;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class IpvlanTest {
  private final ParentNet lan = new ParentNet();

  private Ipvlan l2(int last) {
    return lan.ipvlan(IpvlanMode.L2, IpvlanFlag.BRIDGE, "10.0.0." + last + "/24");
  }

  private Ipvlan l3(IpvlanMode mode, String cidr) {
    Ipvlan child = lan.ipvlan(mode, IpvlanFlag.BRIDGE, cidr);
    ParentNet.of(child)
        .ipv4()
        .fib()
        .add(
            new Route(
                Ipv4Prefix.ANY,
                RouteType.UNICAST,
                child,
                0,
                0,
                0,
                Scope.LINK,
                "boot",
                Route.MAIN_TABLE,
                false,
                Route.Extras.NONE));
    return child;
  }

  private void routeBack() {
    lan.net.route(lan.pc, lan.wire, "10.55.0.0/16", "10.0.0.1");
  }

  @Test
  @Tag("X05")
  @Tag("S090")
  void children_in_l2_share_the_mac_and_are_told_apart_by_address() {
    Ipvlan a = l2(2);
    Ipvlan b = l2(3);
    assertEquals(lan.eth0.mac(), a.mac());
    assertEquals(2, lan.pings(ParentNet.of(a), "10.0.0.3"));
    assertEquals(2, lan.pings(ParentNet.of(b), "10.0.0.9"));
    assertEquals(2, lan.pings(lan.pc, "10.0.0.2"));
    assertEquals(2, lan.pings(lan.pc, "10.0.0.1"));
  }

  @Test
  @Tag("S099")
  void the_machine_and_its_l2_children_do_not_hear_each_other() {
    Ipvlan a = l2(2);
    assertEquals(0, lan.pings(ParentNet.of(a), "10.0.0.1"));
    assertEquals(0, lan.pings(lan.root, "10.0.0.2"));
  }

  @Test
  void private_siblings_exchange_nothing_and_vepa_ones_need_the_switch() {
    Ipvlan a = lan.ipvlan(IpvlanMode.L2, IpvlanFlag.PRIVATE, "10.0.0.2/24");
    lan.ipvlan(IpvlanMode.L2, IpvlanFlag.PRIVATE, "10.0.0.3/24");
    assertEquals(0, lan.pings(ParentNet.of(a), "10.0.0.3"));
    assertEquals(2, lan.pings(ParentNet.of(a), "10.0.0.9"));
    a.change(IpvlanMode.L2, IpvlanFlag.VEPA);
    assertEquals(0, lan.pings(ParentNet.of(a), "10.0.0.3"));
    assertEquals(2, lan.pings(ParentNet.of(a), "10.0.0.9"));
  }

  @Test
  @Tag("S093")
  void l3_is_routed_by_the_machine_without_arp_of_its_own() {
    Ipvlan a = l3(IpvlanMode.L3, "10.55.1.2/24");
    Ipvlan b = l3(IpvlanMode.L3, "10.55.2.2/24");
    lan.watch(a, lan.eth0);

    assertEquals(2, lan.pings(ParentNet.of(a), "10.55.2.2"));
    assertEquals(0, lan.pings(ParentNet.of(a), "10.0.0.9"));
    routeBack();
    lan.watch(a, lan.eth0);
    assertEquals(2, lan.pings(ParentNet.of(b), "10.0.0.9"));
    assertEquals(2, lan.pings(ParentNet.of(a), "10.0.0.9"));

    assertTrue(a.isNoArp());
    assertTrue(lan.net.seen(a).stream().noneMatch(line -> line.contains("ARP")));
    assertTrue(
        lan.net.seen(lan.eth0).contains("> 10.55.1.2 > 10.0.0.9 ttl 64 ICMP type 8 code 0"),
        "TTL stays");
  }

  @Test
  void l3_asks_the_machines_output_and_not_its_forward() {
    Ipvlan a = l3(IpvlanMode.L3, "10.55.1.2/24");
    routeBack();
    lan.root.ipv4().interfaces().setForwarding(false);
    assertEquals(2, lan.pings(ParentNet.of(a), "10.0.0.9"));
    assertEquals(2, lan.pings(lan.pc, "10.55.1.2"));
  }

  @Test
  void broadcasts_of_l3_go_nowhere() {
    Ipvlan a = l3(IpvlanMode.L3, "10.55.1.2/24");
    Ipvlan b = l3(IpvlanMode.L3, "10.55.1.3/24");
    lan.watch(b, lan.wire);
    lan.send(a, Ethernet.BROADCAST, a.mac());
    lan.send(lan.wire, Ethernet.BROADCAST, lan.wire.mac());
    assertFalse(lan.heard(b));
    assertFalse(lan.heard(lan.wire));
  }

  @Test
  void l3s_hands_over_past_the_taps_of_the_child() {
    Ipvlan a = l3(IpvlanMode.L3S, "10.55.1.2/24");
    routeBack();
    lan.watch(a);
    assertEquals(2, lan.pings(lan.pc, "10.55.1.2"));
    assertTrue(lan.net.seen(a).stream().allMatch(line -> line.startsWith("> ")));
    assertTrue(a.counters().rxFrames() >= 2);
  }

  @Test
  void an_address_belongs_to_one_child_and_is_free_when_that_goes() {
    Ipvlan a = l2(2);
    Ipvlan b = l2(3);
    IpAddress taken = IpAddress.parse("10.0.0.2");
    assertEquals("EADDRINUSE", b.addressError(taken));
    Netns inside = ParentNet.of(a);
    inside.destroy(a);
    assertEquals("", b.addressError(taken));
    ParentNet.of(b).destroy(b);
    assertNull(lan.eth0.rxHandler());
  }

  @Test
  void macvlan_and_ipvlan_do_not_share_a_parent() {
    l2(2);
    Macvlan.Spec spec = new Macvlan.Spec("m", 2, MacvlanMode.BRIDGE);
    assertEquals(
        "EBUSY",
        assertThrows(IllegalArgumentException.class, () -> Macvlan.on(lan.eth0, spec))
            .getMessage());
  }

  @Test
  void children_that_share_a_mac_are_numbered() {
    assertEquals(List.of(1, 2), List.of(l2(2).sharedMacId(), l2(3).sharedMacId()));
  }
}
