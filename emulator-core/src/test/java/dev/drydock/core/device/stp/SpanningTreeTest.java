package dev.drydock.core.device.stp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.observe.KernelLog;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Ethernet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Bridges in a ring, each with a station, and the tree that they agree on.
///
/// ```
///   s0 - br0 === br1 - s1
///          \     /
///            br2 - s2
/// ```
class SpanningTreeTest {
  private final TestNet net = new TestNet();
  private final List<Bridge> bridges = new ArrayList<>();
  private final List<VethEnd> stations = new ArrayList<>();

  private void bridges(int count, boolean tree) {
    for (int i = 0; i < count; i++) {
      Bridge bridge = net.bridge("br" + i, "10.0." + i + ".1/24");
      bridge.setOwnMac(0x0200_0000_0010L + i);
      bridge.tree().setEnabled(tree);
      bridges.add(bridge);
      Netns namespace = net.namespace("s" + i);
      VethEnd end = net.join(namespace, bridge, "10.0." + i + ".2/24");
      stations.add(end);
      net.watch(end);
    }
  }

  private BridgePort cable(int from, int to) {
    String name = "c" + from + to + bridges.get(from).ports().size();
    VethEnd end =
        VethEnd.pair(
            net.machine().softnet(),
            new VethEnd.Spec(name, net.machine().randomMac()),
            new VethEnd.Spec(name + "p", net.machine().randomMac()));
    net.machine().root().add(end);
    net.machine().root().add(end.peer());
    BridgePort port = bridges.get(from).addPort(end);
    bridges.get(to).addPort(end.peer());
    end.setUp(true);
    end.peer().setUp(true);
    return port;
  }

  private void ring() {
    bridges(3, true);
    cable(0, 1);
    cable(1, 2);
    cable(2, 0);
  }

  private void shout(int station) {
    VethEnd from = stations.get(station);
    Frame frame = net.frames().take(60);
    Ethernet.write(frame.data(), frame.offset(), Ethernet.BROADCAST, from.mac(), 0x9999);
    from.transmit(frame);
    net.run(0.1);
  }

  private long heard(int station) {
    return net.seen(stations.get(station)).stream()
        .filter(line -> line.startsWith("<") && line.contains("9999"))
        .count();
  }

  private List<PortState> states(int bridge) {
    return bridges.get(bridge).ports().stream().map(BridgePort::state).toList();
  }

  private List<String> log() {
    return net.machine().softnet().log().lines().stream().map(KernelLog.Line::text).toList();
  }

  @Test
  void a_ring_becomes_a_tree_and_each_broadcast_arrives_once() {
    ring();
    net.run(40);

    long closed =
        bridges.stream()
            .flatMap(b -> b.ports().stream())
            .map(BridgePort::state)
            .filter(PortState.BLOCKING::equals)
            .count();
    assertEquals(1, closed);
    for (Bridge bridge : bridges) {
      assertEquals(bridges.get(0).tree().id(), bridge.tree().root());
    }
    assertEquals(0, bridges.get(0).tree().rootPort());
    assertEquals(2, bridges.get(1).tree().rootCost());
    net.forget();
    shout(2);
    assertEquals(1, heard(0));
    assertEquals(1, heard(1));
    assertEquals(0, net.frames().outstanding());
  }

  @Test
  @Tag("S144")
  void ports_listen_and_learn_before_they_forward() {
    ring();
    net.run(1);
    assertEquals(PortState.LISTENING, states(0).get(0));
    shout(0);
    assertEquals(0, heard(1));
    net.run(16);
    assertEquals(PortState.LEARNING, states(0).get(0));
    shout(0);
    assertEquals(0, heard(1));
    net.run(16);
    assertEquals(PortState.FORWARDING, states(0).get(0));
    shout(0);
    assertEquals(1, heard(1));
  }

  @Test
  void a_cut_cable_is_replaced_by_the_closed_one_and_stations_are_forgotten_sooner() {
    bridges(2, true);
    BridgePort first = cable(0, 1);
    cable(0, 1);
    net.run(80);
    assertEquals(PortState.BLOCKING, states(1).get(0));
    assertEquals(300 * Nanos.SECOND, bridges.get(1).ageingNanos());

    first.device().setUp(false);
    net.run(1);

    assertEquals(PortState.LISTENING, states(1).get(0));
    net.run(31);
    assertEquals(PortState.FORWARDING, states(1).get(0));
    assertTrue(bridges.get(1).tree().isChanging());
    assertEquals(30 * Nanos.SECOND, bridges.get(1).ageingNanos());
    assertEquals(15 * Nanos.SECOND, bridges.get(1).fdb().ageingNanos());
    net.forget();
    shout(0);
    assertEquals(1, heard(1));
    net.run(60);
    assertFalse(bridges.get(1).tree().isChanging());
    assertEquals(300 * Nanos.SECOND, bridges.get(1).fdb().ageingNanos());
    assertTrue(log().contains("br1: topology change detected, sending tcn bpdu"), log()::toString);
    assertTrue(log().contains("br0: topology change detected, propagating"));
  }

  @Test
  void a_silent_root_is_forgotten_after_the_largest_age() {
    bridges(2, true);
    cable(0, 1);
    net.run(40);
    assertEquals(bridges.get(0).tree().id(), bridges.get(1).tree().root());

    bridges.get(0).tree().setEnabled(false);
    net.run(15);
    assertEquals(bridges.get(0).tree().id(), bridges.get(1).tree().root());
    net.run(10);

    assertEquals(bridges.get(1).tree().id(), bridges.get(1).tree().root());
    assertTrue(
        log().contains("br1: port 2(c011p) neighbor 8000.020000000010 lost"), log()::toString);
  }

  @Test
  void the_lower_priority_becomes_root_and_the_lower_cost_leads_to_it() {
    bridges(2, true);
    cable(0, 1);
    BridgePort second = cable(0, 1);
    net.run(40);
    assertEquals(2, bridges.get(1).tree().rootPort());

    assertTrue(bridges.get(1).tree().setCost(bridges.get(1).ports().get(1).tree(), 50));
    net.run(1);
    assertEquals(3, bridges.get(1).tree().rootPort());
    bridges.get(1).tree().setPriority(4096);
    net.run(3);

    assertEquals(0, bridges.get(1).tree().rootPort());
    assertEquals("1000.020000000011", SpanningTree.text(bridges.get(0).tree().root()));
    assertTrue(bridges.get(1).tree().setPriority(bridges.get(1).ports().get(0).tree(), 1));
    net.run(3);
    assertEquals(second.number(), bridges.get(0).tree().rootPort());
  }

  @Test
  void settings_out_of_range_are_not_taken() {
    bridges(1, true);
    SpanningTree tree = bridges.get(0).tree();
    TreePort port = bridges.get(0).ports().get(0).tree();
    assertFalse(tree.setForwardDelay(Nanos.SECOND));
    assertFalse(tree.setForwardDelay(31 * Nanos.SECOND));
    assertTrue(tree.setForwardDelay(2 * Nanos.SECOND));
    assertFalse(tree.setHelloTime(Nanos.SECOND / 2));
    assertFalse(tree.setHelloTime(11 * Nanos.SECOND));
    assertFalse(tree.setMaxAge(5 * Nanos.SECOND));
    assertFalse(tree.setMaxAge(41 * Nanos.SECOND));
    assertFalse(tree.setCost(port, 0));
    assertFalse(tree.setCost(port, 65_536));
    assertFalse(tree.setPriority(port, 64));
    assertEquals("EBUSY", tree.setState(port, PortState.BLOCKING));
    tree.setEnabled(false);
    assertTrue(tree.setForwardDelay(0));
    tree.setEnabled(true);
    assertEquals(2 * Nanos.SECOND, tree.forwardDelayNanos(true));
  }

  @Test
  void a_guarded_port_is_closed_by_a_message_and_a_blocked_root_is_not_followed() {
    bridges(2, true);
    BridgePort port = cable(0, 1);
    bridges.get(1).ports().get(0).tree().setRootBlocked(true);
    net.run(5);
    assertEquals(bridges.get(1).tree().id(), bridges.get(1).tree().root());

    bridges.get(1).tree().setPriority(1);
    port.tree().setGuarded(true);
    net.run(5);

    assertEquals(PortState.DISABLED, port.state());
  }

  @Test
  @Tag("X02")
  void without_a_tree_a_loop_is_a_storm_that_is_stopped() {
    bridges(2, false);
    cable(0, 1);
    cable(0, 1);
    net.run(1);
    net.forget();

    shout(0);
    net.run(5);

    assertTrue(net.machine().softnet().drops(DropReason.BRIDGE_LOOP) > 0);
    assertTrue(heard(1) > 1000, () -> "heard " + heard(1));
    assertEquals(0, net.frames().outstanding());
  }
}
