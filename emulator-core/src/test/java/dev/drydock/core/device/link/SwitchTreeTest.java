package dev.drydock.core.device.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.stp.PortState;
import dev.drydock.core.device.stp.SpanningTree;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Bpdu;
import dev.drydock.core.wire.Ethernet;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// A bridge that is plugged into a switch twice.
class SwitchTreeTest {
  private static final long SWITCH = 0x0253_0000_0000L;

  private final TestNet net = new TestNet();
  private final Link link = new Link(net.loop(), "lan", 0, 1000);
  private final Bridge bridge = net.bridge("br0", "10.0.0.1/24");
  private final Nic[] cards = new Nic[3];

  private void plug(boolean tree) {
    if (tree) {
      link.prepareTree(SWITCH);
    }
    for (int i = 0; i < cards.length; i++) {
      Nic card =
          new Nic(net.machine().softnet(), DeviceKind.PHYSICAL, "eth" + i, 0x0200_0000_0001L + i);
      cards[i] = card;
      Netns namespace = i == 2 ? net.namespace("pc") : net.machine().root();
      namespace.add(card);
      link.plug(card);
      if (i < 2) {
        bridge.addPort(card);
      }
      card.setUp(true);
      net.watch(card);
    }
    link.startTree();
  }

  private PortState state(String card) {
    return Objects.requireNonNull(bridge.port(card)).state();
  }

  private void shout() {
    net.forget();
    Frame frame = net.frames().take(60);
    Ethernet.write(frame.data(), frame.offset(), Ethernet.BROADCAST, cards[2].mac(), 0x9999);
    cards[2].transmit(frame);
    net.run(0.5);
  }

  @Test
  void without_a_tree_the_broadcast_circles() {
    plug(false);
    shout();
    assertTrue(net.machine().softnet().drops(DropReason.BRIDGE_LOOP) > 0);
  }

  @Test
  void the_switch_s_tree_closes_one_of_the_two_cables() {
    plug(true);
    bridge.tree().setPriority(0xf000);
    bridge.tree().setEnabled(true);
    net.run(40);

    assertEquals("8000.025300000000", SpanningTree.text(bridge.tree().root()));
    assertEquals(1, bridge.tree().rootPort());
    assertEquals(PortState.FORWARDING, state("eth0"));
    assertEquals(PortState.BLOCKING, state("eth1"));
    shout();
    assertEquals(0, net.machine().softnet().drops(DropReason.BRIDGE_LOOP));
    assertEquals(0, net.frames().outstanding());
  }

  @Test
  void a_switch_that_is_not_the_root_closes_its_own_port() {
    plug(true);
    bridge.tree().setPriority(4096);
    bridge.tree().setEnabled(true);
    net.run(40);

    SpanningTree tree = Objects.requireNonNull(link.tree());
    assertEquals(bridge.tree().id(), tree.root());
    assertEquals(4, tree.rootCost());
    shout();
    assertEquals(0, net.machine().softnet().drops(DropReason.BRIDGE_LOOP));
    cards[0].setUp(false);
    net.run(40);
    assertEquals(2, tree.rootPort());
    assertEquals(PortState.FORWARDING, state("eth1"));
  }

  @Test
  void a_plain_switch_passes_messages_of_the_tree_on() {
    plug(false);
    bridge.tree().setEnabled(true);
    net.run(40);

    assertEquals(PortState.BLOCKING, state("eth1"), "it heard itself");
    assertTrue(
        net.seen(cards[2]).stream().anyMatch(line -> line.startsWith("<")),
        () -> "BPDUs to " + Long.toHexString(Bpdu.GROUP));
  }
}
