package dev.drydock.core.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Vlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BridgeVlanTest {
  private final TestNet net = new TestNet();
  private final Bridge bridge = net.bridge("br0", "10.0.0.1/24");
  private final List<String> heard = new ArrayList<>();
  private int stations;

  BridgeVlanTest() {
    bridge.vlanSettings().setFiltering(true);
    note(bridge, "br0");
  }

  /// A station in one VLAN without a tag, or with 0 in none yet.
  private VethEnd station(int vlan) {
    stations++;
    Netns namespace = net.namespace("s" + stations);
    VethEnd end = net.join(namespace, bridge, "10.0.0." + (stations + 1) + "/24");
    PortVlans vlans = vlans(end);
    assertTrue(vlans.remove(PortVlans.DEFAULT));
    if (vlan != 0) {
      vlans.add(new PortVlans.Membership(vlan, true, true));
    }
    note(end, "s" + stations);
    return end;
  }

  private static PortVlans vlans(VethEnd end) {
    return ((BridgePort) Objects.requireNonNull(end.peer().rxHandler())).vlans();
  }

  private void note(NetDevice device, String name) {
    device.setTap((time, frame, outbound) -> {
      if (!outbound) {
        int at = frame.offset();
        boolean tagged = Vlan.isTagged(frame.data(), at);
        heard.add(name + (tagged ? " vlan " + Vlan.id(frame.data(), at) : " plain"));
      }
    });
  }

  private void send(NetDevice from, long to, int vlan) {
    heard.clear();
    Frame frame = net.frames().take(64);
    Ethernet.write(
        frame.data(), frame.offset(), to, from.mac(), vlan == 0 ? 0x9999 : Ethernet.VLAN);
    if (vlan != 0) {
      Bytes.put16(frame.data(), frame.offset() + 14, vlan);
      Bytes.put16(frame.data(), frame.offset() + 16, 0x9999);
    }
    from.transmit(frame);
    net.run(0.001);
  }

  @Test
  void broadcasts_stay_in_their_vlan_and_the_bridge_hears_its_own_only() {
    VethEnd a = station(10);
    station(10);
    station(20);
    VethEnd one = station(1);

    send(a, Ethernet.BROADCAST, 0);
    assertEquals(List.of("s2 plain"), heard);
    send(one, Ethernet.BROADCAST, 0);
    assertEquals(List.of("br0 plain"), heard);
  }

  @Test
  void a_trunk_port_has_tags_and_refuses_what_it_is_not_in() {
    VethEnd a = station(10);
    VethEnd trunk = station(0);
    vlans(trunk).add(new PortVlans.Membership(10, false, false));

    send(a, Ethernet.BROADCAST, 0);
    assertEquals(List.of("s2 vlan 10"), heard);
    send(trunk, a.mac(), 10);
    assertEquals(List.of("br0 plain", "s1 plain"), heard); // a watched bridge is promiscuous
    send(trunk, a.mac(), 30);
    send(trunk, a.mac(), 0);
    assertEquals(List.of(), heard);
    assertEquals(2, net.machine().softnet().drops(DropReason.VLAN_FILTER));
  }

  @Test
  void the_host_speaks_in_the_vlans_of_the_bridge() {
    VethEnd a = station(10);
    bridge.vlans().add(new PortVlans.Membership(10, false, false));

    send(bridge, a.mac(), 10);
    assertEquals(List.of("s1 plain"), heard);
    send(a, bridge.mac(), 0);
    assertEquals(List.of("br0 vlan 10"), heard);
    send(bridge, a.mac(), 0);
    assertEquals(List.of(), heard);
  }

  @Test
  void learned_addresses_belong_to_a_vlan() {
    VethEnd a = station(10);
    send(a, Ethernet.BROADCAST, 0);
    List<String> entries =
        bridge.fdb().entries(net.loop().nowNanos()).stream()
            .filter(e -> !e.isLocal() && e.mac() == a.mac())
            .map(e -> "vlan " + e.vlan())
            .toList();
    assertEquals(List.of("vlan 10"), entries);
  }

  @Test
  void without_filtering_tags_are_not_looked_at() {
    bridge.vlanSettings().setFiltering(false);
    VethEnd a = station(10);
    station(20);

    send(a, Ethernet.BROADCAST, 77);

    assertEquals(List.of("br0 vlan 77", "s2 vlan 77"), heard);
  }

  @Test
  void a_provider_bridge_tags_what_is_tagged_already_and_passes_the_customer_s_tree() {
    bridge.vlanSettings().setProtocol(Ethernet.SERVICE_VLAN);
    VethEnd customer = station(100);
    VethEnd trunk = station(0);
    vlans(trunk).add(new PortVlans.Membership(100, false, false));
    List<String> types = new ArrayList<>();
    trunk.setTap((time, frame, outbound) -> {
      if (!outbound) {
        int at = frame.offset();
        types.add(
            Integer.toHexString(Ethernet.type(frame.data(), at))
                + " "
                + Vlan.id(frame.data(), at)
                + " "
                + Integer.toHexString(Bytes.u16(frame.data(), at + 16))
                + " "
                + Bytes.u16(frame.data(), at + 18));
      }
    });

    send(customer, Ethernet.BROADCAST, 7);
    assertEquals(List.of("88a8 100 8100 7"), types);
    assertEquals(0x0180_c200_0008L, bridge.vlanSettings().groupAddress());
    types.clear();
    send(customer, 0x0180_c200_0000L, 7);
    assertEquals(1, types.size());
    bridge.vlanSettings().setProtocol(Ethernet.VLAN);
    types.clear();
    send(customer, Ethernet.BROADCAST, 7);
    assertEquals(List.of(), types, "VLAN 7 is not the customer's");
  }

  @Test
  void ports_as_they_were_made_follow_the_default_vlan() {
    bridge.vlanSettings().setFiltering(false);
    VethEnd end = net.join(net.namespace("new"), bridge, "10.0.0.77/24");
    VethEnd other = station(10);

    assertEquals("", bridge.vlanSettings().setDefaultId(42));

    assertEquals(List.of(new PortVlans.Membership(42, true, true)), vlans(end).list());
    assertEquals(List.of(new PortVlans.Membership(10, true, true)), vlans(other).list());
    assertEquals(List.of(new PortVlans.Membership(42, true, true)), bridge.vlans().list());
    assertEquals("EINVAL", bridge.vlanSettings().setDefaultId(4095));
    bridge.vlanSettings().setFiltering(true);
    assertEquals("", bridge.vlanSettings().setDefaultId(7));
    assertEquals(List.of(new PortVlans.Membership(7, true, true)), vlans(end).list());
    assertEquals("", bridge.vlanSettings().setDefaultId(0));
    assertEquals(List.of(), vlans(end).list());
    assertEquals(List.of(), vlans(net.join(net.namespace("x"), bridge, "10.0.0.78/24")).list());
  }
}
