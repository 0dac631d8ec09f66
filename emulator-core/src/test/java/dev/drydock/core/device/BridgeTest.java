package dev.drydock.core.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.stp.PortState;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.observe.KernelLog;
import dev.drydock.core.testing.Cases;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Mac;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BridgeTest {
  private static final long STRANGER = 0x0200_0000_0099L;

  private final TestNet net = new TestNet();
  private final Bridge bridge = net.bridge("br0", "10.0.0.1/24");
  private final List<Netns> stations = new ArrayList<>();
  private final List<VethEnd> inner = new ArrayList<>();

  private VethEnd station() {
    int number = stations.size() + 2;
    Netns namespace = net.namespace("s" + number);
    stations.add(namespace);
    VethEnd end = net.join(namespace, bridge, "10.0.0." + number + "/24");
    inner.add(end);
    net.watch(end);
    return end;
  }

  private void send(NetDevice from, long to, long source) {
    Frame frame = net.frames().take(60);
    Ethernet.write(frame.data(), frame.offset(), to, source, 0x9999);
    from.transmit(frame);
    net.run(0.001);
  }

  private int heard(NetDevice device) {
    return (int) net.seen(device).stream().filter(line -> line.startsWith("<")).count();
  }

  @Test
  @Tag("X02")
  void an_unknown_address_is_flooded_to_all_but_where_it_came_from() {
    VethEnd a = station();
    VethEnd b = station();
    VethEnd c = station();

    send(a, STRANGER, a.mac());

    assertEquals(0, heard(a));
    assertEquals(1, heard(b));
    assertEquals(1, heard(c));
  }

  @Test
  @Tag("X02")
  void a_learned_address_is_sent_to_its_port_only() {
    VethEnd a = station();
    VethEnd b = station();
    VethEnd c = station();
    send(b, Ethernet.BROADCAST, b.mac());
    net.forget();

    send(a, b.mac(), a.mac());

    assertEquals(1, heard(b));
    assertEquals(0, heard(c));
  }

  @Test
  void an_address_is_forgotten_after_300_seconds() {
    VethEnd a = station();
    VethEnd b = station();
    VethEnd c = station();
    send(b, Ethernet.BROADCAST, b.mac());
    net.run(299);
    net.forget();
    send(a, b.mac(), a.mac());
    assertEquals(0, heard(c));
    net.run(2);

    send(a, b.mac(), a.mac());

    assertEquals(1, heard(c));
  }

  @Test
  void an_own_address_as_source_is_told_at_most_ten_times_in_five_seconds() {
    VethEnd a = station();
    long own = bridge.mac();
    for (int i = 0; i < 12; i++) {
      send(a, Ethernet.BROADCAST, own);
    }

    List<String> told =
        bridge.softnet().log().lines().stream()
            .map(KernelLog.Line::text)
            .filter(line -> line.contains("own address"))
            .toList();

    assertEquals(10, told.size());
    String line =
        "br0: received packet on %s with own address as source address (addr:%s, vlan:0)"
            .formatted(bridge.port(0).name(), Mac.format(own));
    assertEquals(line, told.getFirst());
  }

  @Test
  void an_address_that_moves_is_found_at_its_new_port() {
    VethEnd a = station();
    VethEnd b = station();
    VethEnd c = station();
    send(a, Ethernet.BROADCAST, STRANGER);
    send(b, Ethernet.BROADCAST, STRANGER);
    net.forget();

    send(c, STRANGER, c.mac());

    assertEquals(0, heard(a));
    assertEquals(1, heard(b));
  }

  @Test
  void flooding_visits_the_newest_port_first() {
    VethEnd a = station();
    VethEnd b = station();
    VethEnd c = station();

    send(a, Ethernet.BROADCAST, a.mac());

    List<String> order =
        net.sightings().stream().filter(s -> !s.outbound()).map(TestNet.Sighting::device).toList();
    assertEquals(List.of(c.path(), b.path()), order);
  }

  @Test
  void group_addresses_of_bridges_do_not_cross_except_the_spanning_tree_when_it_is_off() {
    VethEnd a = station();
    VethEnd b = station();

    for (long last = 0; last < 16; last++) {
      send(a, 0x0180_c200_0000L + last, a.mac());
    }

    assertEquals(1, heard(b));
  }

  @Test
  void hairpin_lets_a_frame_go_out_where_it_came_in() {
    VethEnd a = station();
    station();
    send(a, Ethernet.BROADCAST, STRANGER);
    net.forget();
    send(a, STRANGER, a.mac());
    assertEquals(0, heard(a));
    bridge.ports().get(1).setHairpin(true);

    send(a, STRANGER, a.mac());

    assertEquals(1, heard(a));
  }

  @Test
  void isolated_ports_do_not_hear_each_other() {
    VethEnd a = station();
    VethEnd b = station();
    VethEnd c = station();
    bridge.ports().get(0).setIsolated(true);
    bridge.ports().get(2).setIsolated(true);

    send(a, Ethernet.BROADCAST, a.mac());

    assertEquals(1, heard(b));
    assertEquals(0, heard(c));
  }

  @Test
  void a_frame_with_a_group_source_is_lost() {
    VethEnd a = station();
    VethEnd b = station();

    send(a, Ethernet.BROADCAST, Ethernet.BROADCAST);

    assertEquals(0, heard(b));
    assertEquals(1, net.machine().softnet().drops(DropReason.MAC_INVALID_SOURCE));
  }

  @Test
  void a_bridge_has_a_carrier_while_a_port_forwards() {
    assertFalse(bridge.hasCarrier());
    VethEnd a = station();
    assertTrue(bridge.hasCarrier());

    a.setUp(false);

    assertFalse(bridge.hasCarrier());
    assertEquals(PortState.DISABLED, bridge.ports().get(0).state());
  }

  @Test
  void a_bridge_without_an_own_address_takes_the_lowest_of_its_ports() {
    Bridge free = new Bridge(net.machine().softnet(), "br1", 0x02ff_0000_0000L);
    VethEnd pair =
        VethEnd.pair(
            net.machine().softnet(),
            new VethEnd.Spec("x", 0x0200_0000_0005L),
            new VethEnd.Spec("y", 0x0200_0000_0003L));
    free.addPort(pair);
    free.addPort(pair.peer());

    assertEquals(0x0200_0000_0003L, free.mac());
  }

  @Test
  void a_port_number_is_the_lowest_free_one() {
    station();
    station();
    station();
    bridge.removePort(bridge.ports().get(1));

    station();

    assertEquals(List.of(2, 3, 1), bridge.ports().stream().map(BridgePort::number).toList());
  }

  @Test
  void what_cannot_be_a_port_is_refused_with_the_kernel_s_error() {
    VethEnd a = station();

    assertEquals("ELOOP", refusal(bridge));
    assertEquals("EINVAL", refusal(stations.get(0).loopback()));
    assertEquals("EBUSY", refusal(a.peer()));
  }

  private String refusal(NetDevice device) {
    String text =
        assertThrows(IllegalArgumentException.class, () -> bridge.addPort(device)).getMessage();
    return text == null ? "" : text;
  }

  @Test
  void a_frame_too_large_for_the_egress_port_vanishes() {
    VethEnd a = station();
    VethEnd b = station();
    b.peer().setMtu(1000);
    Frame frame = net.frames().take(1200);
    Ethernet.write(frame.data(), frame.offset(), Ethernet.BROADCAST, a.mac(), 0x9999);

    a.transmit(frame);
    net.run(0.001);

    assertEquals(0, heard(b));
    assertEquals(1, net.machine().softnet().drops(DropReason.PKT_TOO_BIG));
  }

  @Test
  void a_tap_on_the_bridge_sees_frames_between_ports() {
    VethEnd a = station();
    VethEnd b = station();
    send(b, Ethernet.BROADCAST, b.mac());
    net.watch(bridge);

    send(a, b.mac(), a.mac());

    assertEquals(1, net.seen(bridge).size());
  }

  @Test
  void no_station_ever_hears_a_frame_twice_or_its_own() {
    for (int i = 0; i < 6; i++) {
      station();
    }
    Cases.forEach(
        200,
        random -> {
          net.forget();
          VethEnd from = inner.get(random.between(0, 5));
          long to = random.oneIn(3) ? Ethernet.BROADCAST : inner.get(random.between(0, 5)).mac();
          send(from, to, from.mac());
          for (VethEnd end : inner) {
            assertTrue(heard(end) <= (end == from ? 0 : 1));
          }
        });
    assertEquals(0, net.frames().outstanding());
  }
}
