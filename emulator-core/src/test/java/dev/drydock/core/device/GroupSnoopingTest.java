package dev.drydock.core.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A bridge with a source, a listener and a stranger. What is expected was seen on Linux 6.18.
class GroupSnoopingTest {
  private static final int GROUP = Ipv4Address.parse("239.1.1.1");
  private static final int SOURCE = Ipv4Address.parse("10.0.0.2");
  private static final int LOCAL_GROUP = Ipv4Address.parse("224.0.0.251");

  private final TestNet net = new TestNet();
  private final Bridge bridge = net.bridge("br0", "10.0.0.1/24");
  private final List<Netns> stations = new ArrayList<>();
  private final VethEnd source = station();
  private final VethEnd listener = station();
  private final VethEnd stranger = station();

  private VethEnd station() {
    int number = stations.size() + 2;
    Netns namespace = net.namespace("s" + number);
    stations.add(namespace);
    VethEnd end = net.join(namespace, bridge, "10.0.0." + number + "/24");
    net.watch(end);
    return end;
  }

  private void listen() {
    stations.get(1).ipv4().join(listener, GROUP);
    net.run(2);
  }

  private void becomeQuerier() {
    bridge.multicast().setQuerier(true);
    net.run(11); // nothing counts until members had time to answer
  }

  private void send(int group) {
    Frame frame = net.frames().take(60);
    byte[] data = frame.data();
    int at = frame.offset();
    Arrays.fill(data, at, frame.end(), (byte) 0);
    Ethernet.write(data, at, Ethernet.ofIpv4Group(group), source.mac(), Ethernet.IPV4);
    Ipv4.writeLengths(data, at + 14, 46, 1, 0);
    Ipv4.writeAddresses(data, at + 14, (5 << 8) | Ipv4.UDP, SOURCE, group);
    net.forget();
    source.transmit(frame);
    net.run(0.001);
  }

  private int heard(NetDevice device) {
    return (int) net.seen(device).stream().filter(line -> line.startsWith("<")).count();
  }

  private List<String> members() {
    return bridge.multicast().rows().stream()
        .map(row -> row.group().text() + " " + (row.port() == null ? "host" : row.port().name()))
        .toList();
  }

  private String port(VethEnd inside) {
    return inside.peer().name();
  }

  @Test
  void a_group_is_flooded_while_nobody_asks_for_members() {
    listen();

    send(GROUP);

    assertEquals(List.of("239.1.1.1 " + port(listener)), members());
    assertEquals(1, heard(listener));
    assertEquals(1, heard(stranger));
  }

  @Test
  void with_a_querier_only_members_get_a_group() {
    listen();
    becomeQuerier();

    send(GROUP);

    assertEquals(1, heard(listener));
    assertEquals(0, heard(stranger));
  }

  @Test
  void a_group_without_members_goes_nowhere_once_there_is_a_querier() {
    becomeQuerier();

    send(GROUP);

    assertEquals(0, heard(listener));
    assertEquals(0, heard(stranger));
  }

  @Test
  void groups_of_the_link_are_flooded_always() {
    becomeQuerier();

    send(LOCAL_GROUP);

    assertEquals(1, heard(stranger));
  }

  @Test
  void everything_is_flooded_without_snooping() {
    becomeQuerier();
    bridge.multicast().setEnabled(false);
    net.run(2); // the bridge tells that it leaves the group of those who snoop
    net.forget();

    send(GROUP);

    assertEquals(1, heard(stranger));
  }

  @Test
  void a_member_answers_the_querier_and_stays() {
    listen();
    becomeQuerier();
    net.run(600);

    send(GROUP);

    assertEquals(1, heard(listener));
  }

  @Test
  void without_a_querier_a_member_is_forgotten_after_260_seconds() {
    listen();
    net.run(262);

    assertEquals(List.of(), members());
  }

  @Test
  void a_group_that_is_left_is_asked_for_and_gone_after_two_seconds() {
    listen();
    becomeQuerier();
    net.forget();
    stations.get(1).ipv4().leave(listener, GROUP);
    net.run(1);
    assertEquals(List.of("239.1.1.1 " + port(listener)), members());
    net.run(1.1);

    assertEquals(List.of(), members());
    assertTrue(net.seen(listener).stream().anyMatch(line -> line.startsWith("<")));
  }

  @Test
  void a_port_with_fast_leave_is_out_at_once() {
    BridgePort port = (BridgePort) listener.peer().rxHandler();
    assertTrue(port != null);
    port.set(PortFlag.FAST_LEAVE, true);
    listen();
    becomeQuerier();
    stations.get(1).ipv4().leave(listener, GROUP);
    net.run(0.1);

    assertEquals(List.of(), members());
  }

  @Test
  void a_port_with_a_router_gets_every_group() {
    becomeQuerier();
    BridgePort port = (BridgePort) stranger.peer().rxHandler();
    assertTrue(port != null);
    assertTrue(port.groups().setRouter(MulticastSettings.ROUTER_ALWAYS));

    send(GROUP);

    assertEquals(0, heard(listener));
    assertEquals(1, heard(stranger));
  }

  @Test
  void members_are_addressed_one_by_one_where_groups_become_unicast() {
    BridgePort port = (BridgePort) listener.peer().rxHandler();
    assertTrue(port != null);
    port.set(PortFlag.MULTICAST_TO_UNICAST, true);
    listen();
    becomeQuerier();
    List<Integer> kinds = new ArrayList<>();
    listener.setTap((time, frame, outbound) -> kinds.add(frame.addressee));

    send(GROUP);

    assertEquals(List.of(Frame.TO_HOST), kinds);
  }

  @Test
  void the_host_that_joins_gets_the_group_and_strangers_do_not() {
    net.machine().root().ipv4().join(bridge, GROUP);
    net.run(2);
    becomeQuerier();
    net.watch(bridge);

    send(GROUP);

    assertEquals(List.of("239.1.1.1 host"), members());
    assertEquals(1, heard(bridge));
    assertEquals(0, heard(stranger));
  }

  @Test
  void another_querier_is_heard_and_its_port_has_a_router() {
    Bridge second = net.bridge("br1", "10.0.1.1/24");
    VethEnd.Spec one = new VethEnd.Spec("up0", 0x0200_0000_0071L);
    VethEnd.Spec other = new VethEnd.Spec("up1", 0x0200_0000_0072L);
    VethEnd cable = VethEnd.pair(net.machine().softnet(), one, other);
    for (VethEnd end : List.of(cable, cable.peer())) {
      net.machine().root().add(end);
      end.setUp(true);
    }
    BridgePort port = bridge.addPort(cable);
    second.addPort(cable.peer());
    listen();
    second.multicast().setQuerier(true);
    net.run(11);

    send(GROUP);

    assertEquals(0, heard(stranger));
    assertTrue(port.groups().routerLeftNanos() > 0);
    assertFalse(bridge.multicast().isQuerier());
    net.run(130);
    second.multicast().setQuerier(false);
    net.run(256);
    send(GROUP);
    assertEquals(1, heard(stranger));
  }

  @Test
  void entries_made_by_hand_stay() {
    BridgePort port = (BridgePort) stranger.peer().rxHandler();
    GroupAddress group = GroupAddress.of(GROUP, 0);
    assertTrue(bridge.multicast().add(group, port, true));
    assertFalse(bridge.multicast().add(group, port, true));
    becomeQuerier();
    net.run(600);

    send(GROUP);

    assertEquals(1, heard(stranger));
    assertTrue(bridge.multicast().remove(group, port));
    assertFalse(bridge.multicast().remove(group, port));
    send(GROUP);
    assertEquals(0, heard(stranger));
  }
}
