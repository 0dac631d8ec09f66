package dev.drydock.core.device.vxlan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.EchoListener;
import dev.drydock.core.ip.EchoSocket;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.qdisc.Netem;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Arp;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Mac;
import dev.drydock.core.wire.Udp;
import dev.drydock.core.wire.Vxlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Two hosts on a bridge, each with a VXLAN device that has an address of 10.0.1.0/24.
class VxlanDeviceTest {
  private static final VxlanConfig.Flags OVERLAY = new VxlanConfig.Flags(true, true, true, true);
  private static final String FIRST = "02:42:0a:00:01:02";
  private static final String SECOND = "02:42:0a:00:01:04";

  private TestNet net;
  private Netns one;
  private Netns two;
  private VethEnd uplink;
  private VxlanDevice near;
  private VxlanDevice far;
  private final List<byte[]> outer = new ArrayList<>();

  @BeforeEach
  void build() {
    net = new TestNet();
    Bridge lan = net.bridge("lan", "192.168.1.1/24");
    one = net.namespace("one");
    two = net.namespace("two");
    uplink = net.join(one, lan, "192.168.1.41/24");
    net.join(two, lan, "192.168.1.42/24");
    near = vxlan(one, FIRST, "10.0.1.2/24", OVERLAY);
    far = vxlan(two, SECOND, "10.0.1.4/24", OVERLAY);
  }

  private VxlanDevice vxlan(Netns namespace, String mac, String cidr, VxlanConfig.Flags flags) {
    VxlanDevice device =
        new VxlanDevice(
            net.machine().softnet(),
            new VxlanDevice.Spec("vxlan0", Mac.parse(mac), namespace),
            VxlanConfig.of(4097, Vxlan.PORT).withFlags(flags),
            namespace.udp().tunnels());
    namespace.add(device);
    device.setMtu(1450);
    device.setUp(true);
    net.address(namespace, device, cidr);
    return device;
  }

  private void introduce() {
    tell(one, near, "10.0.1.4", SECOND, "192.168.1.42");
    tell(two, far, "10.0.1.2", FIRST, "192.168.1.41");
  }

  private static void tell(
      Netns namespace, VxlanDevice device, String address, String mac, String end) {
    int neighbour = Ipv4Address.parse(address);
    namespace.ipv4().neighbours().addPermanent(device, neighbour, Mac.parse(mac));
    device.fdb().add(Mac.parse(mac), Ipv4Address.parse(end));
  }

  private int ping(String address) {
    int[] answers = new int[1];
    EchoSocket socket =
        one.ipv4()
            .icmp()
            .open(
                7,
                new EchoListener() {
                  @Override
                  public void replied(Frame frame, int icmpAt) {
                    answers[0]++;
                  }

                  @Override
                  public void failed(Frame frame, int icmpAt, int sequence) {}
                });
    socket.flow().destination = Ipv4Address.parse(address);
    socket.flow().dontFragment = true;
    assertEquals(SendResult.OK, socket.send(1, new byte[56]));
    net.run(4);
    socket.close();
    return answers[0];
  }

  private void keep() {
    uplink.setTap((time, frame, outbound) -> {
      byte[] bytes = new byte[frame.length()];
      System.arraycopy(frame.data(), frame.offset(), bytes, 0, bytes.length);
      boolean tunnelled = Ethernet.type(bytes, 0) == Ethernet.IPV4;
      if (tunnelled && Ipv4.protocol(bytes, 14) == Ipv4.UDP) {
        outer.add(bytes);
      }
    });
  }

  @AfterEach
  void no_frame_is_left() {
    assertEquals(0, net.frames().outstanding());
  }

  @Test
  @Tag("S132")
  @Tag("X06")
  void a_frame_crosses_in_udp_with_its_vni() {
    introduce();
    keep();
    assertEquals(1, ping("10.0.1.4"));
    assertEquals(2, outer.size());
    byte[] frame = outer.getFirst();
    assertEquals(98 + Vxlan.OVERHEAD_BYTES, frame.length);
    assertEquals(64, Ipv4.ttl(frame, 14));
    assertEquals(0, Ipv4.fragment(frame, 14));
    assertEquals(4789, Udp.destinationPort(frame, 34));
    int port = Udp.sourcePort(frame, 34);
    assertTrue(port >= 32_768 && port < 60_999, "port " + port);
    assertTrue(
        Udp.checksum(frame, 34) != 0
            && Udp.hasValidChecksum(
                frame, 34, Ipv4.source(frame, 14), Ipv4.destination(frame, 14)));
    assertTrue(Vxlan.isPlain(frame, 42));
    assertEquals(4097, Vxlan.vni(frame, 42));
  }

  @Test
  void a_flow_keeps_its_source_port() {
    introduce();
    keep();
    ping("10.0.1.4");
    ping("10.0.1.4");
    assertEquals(Udp.sourcePort(outer.get(0), 34), Udp.sourcePort(outer.get(2), 34));
  }

  @Test
  void what_was_damaged_below_the_tunnel_is_lost() {
    introduce();
    RandomStream random = new RandomStream(1, "damage");
    uplink.setTap((time, frame, outbound) -> {
      byte[] data = frame.data();
      if (Ethernet.type(data, frame.offset()) == Ethernet.IPV4) {
        byte[] before = data.clone();
        int udp = frame.offset() + Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES;
        do {
          System.arraycopy(before, 0, data, 0, data.length);
          Netem.damage(frame, random);
        } while (Arrays.equals(before, udp, frame.end(), data, udp, frame.end()));
      }
    });
    assertEquals(0, ping("10.0.1.4"));
    assertEquals(1, net.machine().softnet().drops(DropReason.TRANSPORT_CSUM));
  }

  @Test
  void an_unknown_address_does_not_leave_the_host() {
    one.ipv4().neighbours().addPermanent(near, Ipv4Address.parse("10.0.1.9"), Mac.parse(SECOND));
    keep();
    assertEquals(0, ping("10.0.1.9"));
    assertTrue(outer.isEmpty());
    assertEquals(1, net.machine().softnet().drops(DropReason.NO_TX_TARGET));
    assertEquals(1, near.l2Misses());
  }

  @Test
  void arp_is_answered_by_the_device_itself() {
    introduce();
    keep();
    net.watch(near);
    near.transmit(request("10.0.1.4"));
    net.run(1);
    assertEquals(2, net.seen(near).size());
    assertTrue(net.seen(near).get(1).startsWith("< "), net.seen(near).toString());
    assertTrue(net.seen(near).get(1).contains(SECOND), net.seen(near).toString());
    assertTrue(outer.isEmpty());
  }

  @Test
  void arp_for_an_unknown_neighbour_is_lost_and_noted() {
    keep();
    near.transmit(request("10.0.1.200"));
    net.run(1);
    assertEquals(1, near.l3Misses());
    assertTrue(outer.isEmpty());
  }

  private Frame request(String wanted) {
    Frame frame = net.frames().take(Ethernet.HEADER_BYTES + Arp.BYTES);
    byte[] data = frame.data();
    int arp = frame.offset() + Ethernet.HEADER_BYTES;
    Ethernet.write(data, frame.offset(), Ethernet.BROADCAST, Mac.parse(FIRST), Ethernet.ARP);
    Arp.writeSender(data, arp, Arp.REQUEST, Mac.parse(FIRST), Ipv4Address.parse("10.0.1.2"));
    Arp.writeTarget(data, arp, 0, Ipv4Address.parse(wanted));
    return frame;
  }

  @Test
  void another_vni_is_not_delivered() {
    introduce();
    two.remove(far);
    assertEquals(0, ping("10.0.1.4"));
    assertFalse(two.udp().tunnels().ports().contains(Vxlan.PORT));
  }

  @Test
  void a_removed_entry_is_not_gone_by_and_a_changed_one_is() {
    VxlanFdb fdb = new VxlanFdb();
    assertTrue(fdb.learn(1, 10, 0));
    assertEquals(10, way(fdb, 0));
    fdb.add(1, 11);
    assertEquals(11, way(fdb, 0));
    assertFalse(fdb.learn(1, 10, 0));
    fdb.remove(1);
    assertEquals(0, way(fdb, 0));
    assertTrue(fdb.learn(1, 12, 0));
    assertEquals(12, way(fdb, 0));
    assertEquals(0, way(fdb, VxlanFdb.AGEING_NANOS));
  }

  /// Where a frame for the address 1 goes; 0 for nowhere.
  private static int way(VxlanFdb fdb, long nowNanos) {
    VxlanFdb.Entry entry = fdb.route(1, nowNanos);
    return entry == null ? 0 : entry.remote(0);
  }

  @Test
  void a_learned_address_moves_and_a_fixed_one_does_not() {
    VxlanFdb fdb = new VxlanFdb();
    fdb.add(1, 10);
    assertFalse(fdb.learn(1, 11, 0));
    assertTrue(fdb.learn(2, 10, 0));
    assertTrue(fdb.learn(2, 11, 5));
    assertEquals(1, fdb.entries(VxlanFdb.AGEING_NANOS + 5).size());
    assertEquals(2, fdb.entries(VxlanFdb.AGEING_NANOS + 4).size());
  }
}
