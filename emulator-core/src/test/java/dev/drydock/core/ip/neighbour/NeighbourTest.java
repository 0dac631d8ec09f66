package dev.drydock.core.ip.neighbour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.ArpProtocol;
import dev.drydock.core.ip.EchoListener;
import dev.drydock.core.ip.EchoSocket;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;
import dev.drydock.core.wire.Arp;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Mac;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NeighbourTest {
  private static final int ONE = Ipv4Address.parse("172.17.0.2");
  private static final int TWO = Ipv4Address.parse("172.17.0.3");

  private final TestNet net = new TestNet();
  private final Bridge bridge = net.bridge("docker0", "172.17.0.1/16");
  private final Netns one = net.namespace("one");
  private final Netns two = net.namespace("two");
  private final NetDevice oneEth0 = net.join(one, bridge, "172.17.0.2/16");
  private final NetDevice twoEth0 = net.join(two, bridge, "172.17.0.3/16");

  private void echo(Netns from, int to) {
    EchoSocket socket = from.ipv4().icmp().open(9, new Ignored());
    socket.flow().destination = to;
    socket.send(1, new byte[56]);
    socket.close();
  }

  private static final class Ignored implements EchoListener {
    @Override
    public void replied(Frame frame, int icmpAt) {}

    @Override
    public void failed(Frame frame, int icmpAt, int sequence) {}
  }

  private static final class Deaf implements StreamListener {
    @Override
    public void readable(StreamSocket stream) {}

    @Override
    public void failed(StreamSocket stream, SocketError error) {}
  }

  private Neighbour entry(Netns namespace, NetDevice device, int address) {
    return present(namespace.ipv4().neighbours().lookup(device, address));
  }

  private static <T> T present(@Nullable T value) {
    assertNotNull(value);
    return value;
  }

  @Test
  void an_entry_that_was_just_found_is_not_found_once_it_is_removed() {
    NeighbourTable table = one.ipv4().neighbours();
    table.addPermanent(oneEth0, TWO, 1);
    Neighbour first = entry(one, oneEth0, TWO);
    table.remove(first);
    assertNull(table.lookup(oneEth0, TWO));
    table.addPermanent(oneEth0, TWO, 2);
    assertNotSame(first, entry(one, oneEth0, TWO));
    assertNull(table.lookup(oneEth0, ONE));
  }

  @Test
  void the_one_who_asks_finds_the_other_reachable_the_one_asked_probes_after_five_seconds() {
    net.watch(twoEth0);

    echo(one, TWO);
    net.run(0.1);
    assertEquals(NudState.REACHABLE, entry(one, oneEth0, TWO).state());
    assertEquals(NudState.DELAY, entry(two, twoEth0, ONE).state());
    net.run(6);

    assertEquals(NudState.REACHABLE, entry(two, twoEth0, ONE).state());
    List<String> seen = net.seen(twoEth0);
    assertEquals("> ARP who has 172.17.0.2 tell 172.17.0.3", seen.get(4));
    assertEquals("< ARP 172.17.0.2 is at " + Mac.format(oneEth0.mac()), seen.get(5));
    assertEquals(6, seen.size());
  }

  @Test
  void a_reachable_entry_grows_stale_within_45_seconds() {
    echo(one, TWO);
    net.run(46);

    assertEquals(NudState.STALE, entry(one, oneEth0, TWO).state());
  }

  @Test
  void without_an_answer_three_requests_go_out_and_the_entry_fails() {
    net.watch(oneEth0);
    echo(one, Ipv4Address.parse("172.17.0.99"));
    net.run(3.0);
    assertEquals(
        NudState.INCOMPLETE, entry(one, oneEth0, Ipv4Address.parse("172.17.0.99")).state());
    net.run(0.2);

    assertEquals(NudState.FAILED, entry(one, oneEth0, Ipv4Address.parse("172.17.0.99")).state());
    assertEquals(3, net.seen(oneEth0).size());
  }

  @Test
  void what_confirms_one_next_hop_confirms_those_behind_it_as_well() {
    echo(one, TWO);
    net.run(0.1);
    Neighbour known = entry(two, twoEth0, ONE);
    Frame frame = net.frames().take(40);
    frame.confirmsNextHop = true;
    net.run(1);
    known.send(frame);

    assertTrue(frame.confirmsNextHop);
    assertEquals(net.loop().nowNanos(), known.confirmedNanos());
    net.run(1);
  }

  @Test
  void a_syn_that_waits_for_an_address_is_not_sent_again() {
    NetDevice loopback = one.loopback();
    net.watch(loopback);
    var nobody = new SocketAddress(IpAddress.parse("172.17.0.99"), 80);
    one.tcp().connect(new SocketAddress(IpAddress.parse("0.0.0.0"), 0), nobody, new Deaf());
    net.run(4.5);

    assertEquals(1, net.seen(loopback).size(), net.seen(loopback)::toString);
  }

  @Test
  void a_stale_entry_that_does_not_answer_probes_fails_after_three() {
    echo(one, TWO);
    net.run(46);
    twoEth0.setUp(false);
    net.watch(oneEth0);
    echo(one, TWO);
    net.run(12);

    assertEquals(NudState.FAILED, entry(one, oneEth0, TWO).state());
    assertEquals(4, net.seen(oneEth0).size()); // the echo, then three unicast requests
  }

  @Test
  void packets_that_wait_leave_in_order_when_the_answer_comes() {
    net.watch(oneEth0);
    echo(one, TWO);
    echo(one, TWO);
    net.run(0.1);

    assertEquals(
        List.of(
            "> ARP who has 172.17.0.3 tell 172.17.0.2",
            "< ARP 172.17.0.3 is at " + Mac.format(twoEth0.mac()),
            "> 172.17.0.2 > 172.17.0.3 ttl 64 ICMP type 8 code 0",
            "> 172.17.0.2 > 172.17.0.3 ttl 64 ICMP type 8 code 0"),
        net.seen(oneEth0).subList(0, 4));
  }

  @Test
  void gratuitous_arp_makes_no_entry_but_corrects_one() {
    ArpProtocol.Parties own = new ArpProtocol.Parties(TWO, 0x02aabbccddeeL, TWO, 0);
    two.ipv4().arp().send(twoEth0, Arp.REQUEST, Ethernet.BROADCAST, own);
    net.run(0.1);
    assertNull(one.ipv4().neighbours().lookup(oneEth0, TWO));

    echo(one, TWO);
    net.run(0.1);
    two.ipv4().arp().send(twoEth0, Arp.REQUEST, Ethernet.BROADCAST, own);
    net.run(0.1);

    assertEquals(0x02aabbccddeeL, entry(one, oneEth0, TWO).mac());
    assertEquals(NudState.STALE, entry(one, oneEth0, TWO).state());
  }

  @Test
  void a_flush_spares_permanent_entries() {
    one.ipv4().neighbours().addPermanent(oneEth0, TWO, twoEth0.mac());
    echo(one, Ipv4Address.parse("172.17.0.1"));
    net.run(0.1);

    one.ipv4().neighbours().flush();

    assertEquals(1, one.ipv4().neighbours().entries().size());
    assertEquals(NudState.PERMANENT, entry(one, oneEth0, TWO).state());
  }

  @Test
  void the_host_answers_for_any_of_its_addresses_on_any_interface() {
    net.bridge("br1", "10.9.0.1/24");
    net.route(one, oneEth0, "10.9.0.0/24", "0.0.0.0");
    net.watch(oneEth0);

    echo(one, Ipv4Address.parse("10.9.0.1"));
    net.run(0.1);

    assertEquals("< ARP 10.9.0.1 is at " + Mac.format(bridge.mac()), net.seen(oneEth0).get(1));
  }

  @Test
  void with_arp_filter_the_host_answers_where_packets_to_the_asker_leave() {
    net.bridge("br1", "10.9.0.1/24");
    net.machine().root().sysctls().set("net.ipv4.conf.docker0.arp_filter", "1");
    net.watch(oneEth0);

    ask("10.9.0.5");
    ask("172.17.0.2");
    net.run(0.1);

    assertEquals(
        List.of(
            "> ARP who has 10.9.0.1 tell 10.9.0.5",
            "> ARP who has 10.9.0.1 tell 172.17.0.2",
            "< ARP 10.9.0.1 is at " + Mac.format(bridge.mac())),
        net.seen(oneEth0));
  }

  private void ask(String sender) {
    int target = Ipv4Address.parse("10.9.0.1");
    var parties = new ArpProtocol.Parties(Ipv4Address.parse(sender), oneEth0.mac(), target, 0);
    one.ipv4().arp().send(oneEth0, Arp.REQUEST, Ethernet.BROADCAST, parties);
  }
}
