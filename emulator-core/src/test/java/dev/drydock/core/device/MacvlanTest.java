package dev.drydock.core.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.Ethernet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MacvlanTest {
  private final ParentNet lan = new ParentNet();

  private int pings(Netns from, String to) {
    return lan.pings(from, to);
  }

  @Test
  @Tag("X05")
  @Tag("S116")
  void siblings_in_bridge_mode_reach_each_other_and_the_outside() {
    Macvlan a = lan.macvlan(2, MacvlanMode.BRIDGE);
    lan.macvlan(3, MacvlanMode.BRIDGE);

    assertEquals(2, pings(ParentNet.of(a), "10.0.0.3"));
    assertEquals(2, pings(ParentNet.of(a), "10.0.0.9"));
    assertEquals(2, pings(lan.pc, "10.0.0.2"));
  }

  @Test
  @Tag("S117")
  void the_machine_and_its_children_do_not_hear_each_other() {
    Macvlan a = lan.macvlan(2, MacvlanMode.BRIDGE);

    assertEquals(0, pings(ParentNet.of(a), "10.0.0.1"));
    assertEquals(0, pings(lan.root, "10.0.0.2"));
  }

  @Test
  @Tag("S118")
  void a_macvlan_of_the_machine_itself_is_the_way_around() {
    Macvlan a = lan.macvlan(2, MacvlanMode.BRIDGE);
    Macvlan shim =
        Macvlan.on(lan.eth0, new Macvlan.Spec("shim", 0x0200_0000_00aaL, MacvlanMode.BRIDGE));
    lan.root.add(shim);
    lan.net.address(lan.root, shim, "10.0.0.200/32");
    shim.setUp(true);
    lan.root.ipv4().fib().removeIf(r -> r.device() == lan.eth0);
    lan.net.route(lan.root, shim, "10.0.0.2/32", "0.0.0.0");

    assertEquals(2, pings(lan.root, "10.0.0.2"));
    assertEquals(2, pings(ParentNet.of(a), "10.0.0.200"));
  }

  @Test
  void unicast_between_siblings_is_received_by_the_parent_and_never_sent() {
    Macvlan a = lan.macvlan(2, MacvlanMode.BRIDGE);
    Macvlan b = lan.macvlan(3, MacvlanMode.BRIDGE);
    lan.watch(lan.eth0, b);

    lan.send(a, b.mac(), a.mac());

    assertEquals(List.of("< type 0x9999"), lan.net.seen(lan.eth0));
    assertTrue(lan.heard(b));
  }

  @Test
  void a_broadcast_goes_to_siblings_in_bridge_mode_and_out() {
    Macvlan a = lan.macvlan(2, MacvlanMode.BRIDGE);
    Macvlan bridge = lan.macvlan(3, MacvlanMode.BRIDGE);
    Macvlan closed = lan.macvlan(4, MacvlanMode.PRIVATE);
    lan.watch(bridge, closed, lan.wire, lan.eth0);

    lan.send(a, Ethernet.BROADCAST, a.mac());

    assertEquals(List.of(true, false), lan.heard(bridge, closed));
    assertTrue(lan.heard(lan.wire));
    assertFalse(lan.heard(lan.eth0));
  }

  @Test
  void a_broadcast_from_outside_reaches_all_children_after_the_machine() {
    Macvlan a = lan.macvlan(2, MacvlanMode.PRIVATE);
    Macvlan b = lan.macvlan(3, MacvlanMode.BRIDGE);
    lan.watch(lan.eth0, a, b);

    lan.send(lan.wire, Ethernet.BROADCAST, lan.wire.mac());

    assertEquals(List.of(true, true), lan.heard(a, b));
    assertEquals("host/eth0", lan.net.sightings().getFirst().device());
  }

  @Test
  void a_reflected_broadcast_is_for_those_who_have_not_heard_it() {
    Macvlan vepa = lan.macvlan(2, MacvlanMode.VEPA);
    Macvlan bridge = lan.macvlan(3, MacvlanMode.BRIDGE);
    Macvlan closed = lan.macvlan(4, MacvlanMode.PRIVATE);
    Macvlan other = lan.macvlan(5, MacvlanMode.BRIDGE);
    lan.watch(vepa, bridge, closed, other);

    lan.send(lan.wire, Ethernet.BROADCAST, vepa.mac());
    assertEquals(List.of(false, true), lan.heard(vepa, bridge));
    assertFalse(lan.heard(closed));

    lan.net.forget();
    lan.send(lan.wire, Ethernet.BROADCAST, bridge.mac());
    assertEquals(List.of(true, false), lan.heard(vepa, other));

    lan.net.forget();
    lan.send(lan.wire, Ethernet.BROADCAST, closed.mac());
    assertEquals(List.of(false, false), lan.heard(vepa, bridge));
    assertTrue(lan.heard(closed));
  }

  @Test
  void siblings_in_private_and_vepa_mode_do_not_meet_without_a_reflecting_switch() {
    Macvlan a = lan.macvlan(2, MacvlanMode.PRIVATE);
    lan.macvlan(3, MacvlanMode.PRIVATE);
    Macvlan c = lan.macvlan(4, MacvlanMode.VEPA);
    lan.macvlan(5, MacvlanMode.VEPA);

    assertEquals(0, pings(ParentNet.of(a), "10.0.0.3"));
    assertEquals(0, pings(ParentNet.of(c), "10.0.0.5"));
  }

  @Test
  void passthru_takes_the_parent_over_alone_and_gives_its_mac_back() {
    Macvlan only = lan.macvlan(2, MacvlanMode.PASSTHRU);
    assertEquals(lan.eth0.mac(), only.mac());
    assertEquals(1, lan.eth0.promiscuity());

    only.changeMac(0x0200_0000_0077L);
    assertEquals(0x0200_0000_0077L, lan.eth0.mac());
    assertEquals(0x0200_0000_0077L, only.mac());
    assertThrows(
        IllegalArgumentException.class, () -> lan.macvlan(3, MacvlanMode.BRIDGE), "EINVAL");
    assertEquals(2, pings(lan.pc, "10.0.0.2"));

    ParentNet.of(only).destroy(only);
    assertEquals(0x0200_0000_0001L, lan.eth0.mac());
    assertEquals(0, lan.eth0.promiscuity());
    assertNull(lan.eth0.rxHandler());
  }

  @Test
  void source_mode_listens_to_the_addresses_it_is_given() {
    Macvlan a = lan.macvlan(2, MacvlanMode.SOURCE);
    a.addSource(0x0200_0000_0055L);
    lan.watch(a);

    lan.send(lan.wire, a.mac(), lan.wire.mac());
    assertFalse(lan.heard(a));
    lan.send(lan.wire, 0x0200_0000_0066L, 0x0200_0000_0055L);
    assertTrue(lan.heard(a));
  }

  @Test
  void an_address_in_use_keeps_the_second_device_down() {
    lan.macvlan(2, MacvlanMode.BRIDGE);
    Macvlan twin = lan.macvlan(2, MacvlanMode.BRIDGE);

    assertEquals("EADDRINUSE", twin.openError());
    assertFalse(twin.isUp());
    assertEquals("EADDRINUSE", twin.macError(lan.eth0.mac()));
  }

  @Test
  void a_port_of_a_bridge_cannot_be_a_parent_nor_a_parent_a_port() {
    Bridge bridge = lan.net.bridge("br0", "10.1.0.1/24");
    bridge.addPort(lan.eth0);
    Macvlan.Spec spec = new Macvlan.Spec("m", 2, MacvlanMode.BRIDGE);
    String busy =
        assertThrows(IllegalArgumentException.class, () -> Macvlan.on(lan.eth0, spec)).getMessage();
    assertEquals("EBUSY", busy);
  }

  @Test
  void children_make_the_parent_take_their_addresses() {
    Macvlan a = lan.macvlan(2, MacvlanMode.BRIDGE);
    assertEquals(List.of(a.mac()), lan.eth0.rxMode().unicasts());
    assertEquals(1, lan.eth0.promiscuity());
    a.setUp(false);
    assertEquals(List.of(), lan.eth0.rxMode().unicasts());
    assertEquals(0, lan.eth0.promiscuity());
  }

  @Test
  void carrier_and_mtu_follow_the_parent_and_the_child_goes_with_it() {
    Macvlan a = lan.macvlan(2, MacvlanMode.BRIDGE);
    Netns inside = ParentNet.of(a);
    lan.eth0.setMtu(1400);
    assertEquals(1400, a.mtuBytes());
    lan.eth0.setUp(false);
    assertFalse(a.hasCarrier());
    lan.root.destroy(lan.eth0);
    assertNull(inside.device("eth0"));
  }

  @Test
  void copies_are_made_in_the_order_of_the_kernels_hash() {
    // Worked out apart: hash_64 of the six bytes shifted up by 16 bits, 8 bits left.
    assertEquals(164, MacvlanPort.bucket(0x0242_c0a8_01c0L));
    assertEquals(143, MacvlanPort.bucket(0x0242_c0a8_01c1L));
    Macvlan a = lan.macvlan(2, MacvlanMode.BRIDGE);
    Macvlan b = lan.macvlan(3, MacvlanMode.BRIDGE);
    a.changeMac(0x0242_c0a8_01c0L);
    b.changeMac(0x0242_c0a8_01c1L);
    lan.watch(a, b);

    lan.send(lan.wire, Ethernet.BROADCAST, lan.wire.mac());

    assertEquals(b.path(), lan.net.sightings().getFirst().device());
  }
}
