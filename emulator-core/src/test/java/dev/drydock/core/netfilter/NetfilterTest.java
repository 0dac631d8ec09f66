package dev.drydock.core.netfilter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.EchoListener;
import dev.drydock.core.ip.EchoSocket;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.Rules;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Address;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A container behind a router that filters and translates, and a server beyond.
class NetfilterTest {
  private final TestNet net = new TestNet();
  private final Bridge inside = net.bridge("docker0", "172.17.0.1/16");
  private final Bridge outside = net.bridge("eth0", "192.168.0.10/24");
  private final Netns router = net.machine().root();
  private final Netns container = net.namespace("one");
  private final Netns server = net.namespace("server");
  private final NetDevice containerEth0 = net.join(container, inside, "172.17.0.2/16");
  private final NetDevice serverEth0 = net.join(server, outside, "192.168.0.1/24");
  private final Netfilter netfilter = router.ipv4().netfilter();
  private final List<String> heard = new ArrayList<>();

  @BeforeEach
  void route() {
    router.sysctls().set("net.ipv4.ip_forward", "1");
    net.route(container, containerEth0, "0.0.0.0/0", "172.17.0.1");
  }

  private Rule rule(Table.Kind kind, String chain, String words) {
    return Rules.append(netfilter, kind, chain, words);
  }

  private void ping(Netns from, String to, int count) {
    EchoListener listener =
        new EchoListener() {
          @Override
          public void replied(Frame frame, int icmpAt) {
            int source = Ipv4.source(frame.data(), frame.networkOffset);
            heard.add("reply from " + Ipv4Address.format(source));
          }

          @Override
          public void failed(Frame frame, int icmpAt, int sequence) {
            byte[] data = frame.data();
            heard.add("error " + Icmp.type(data, icmpAt) + "/" + Icmp.code(data, icmpAt));
          }
        };
    EchoSocket socket = from.ipv4().icmp().open(4711, listener);
    socket.flow().destination = Ipv4Address.parse(to);
    for (int i = 0; i < count; i++) {
      socket.send(i, new byte[56]);
      net.run(1);
    }
    net.run(4);
    socket.close();
  }

  @Test
  @Tag("S070")
  @Tag("X04")
  void masquerade_lets_the_container_appear_as_its_host_and_counts_the_first_packet() {
    Rule masquerade =
        rule(Table.Kind.NAT, "POSTROUTING", "-s 172.17.0.0/16 ! -o docker0 -j MASQUERADE");
    net.watch(serverEth0);

    ping(container, "192.168.0.1", 2);

    assertEquals(List.of("reply from 192.168.0.1", "reply from 192.168.0.1"), heard);
    assertTrue(
        net.seen(serverEth0).contains("< 192.168.0.10 > 192.168.0.1 ttl 63 ICMP type 8 code 0"));
    assertEquals(1, masquerade.packets());
    assertEquals(84, masquerade.bytes());
  }

  @Test
  @Tag("S067")
  void dnat_sends_a_packet_elsewhere_and_its_answer_comes_from_where_it_was_sent() {
    rule(Table.Kind.NAT, "PREROUTING", "-d 192.168.0.10 -j DNAT --to-destination 172.17.0.2");
    net.watch(containerEth0);

    ping(server, "192.168.0.10", 1);

    assertEquals(List.of("reply from 192.168.0.10"), heard);
    assertTrue(
        net.seen(containerEth0).contains("< 192.168.0.1 > 172.17.0.2 ttl 63 ICMP type 8 code 0"));
  }

  @Test
  void an_error_about_a_translated_packet_finds_its_way_back() {
    rule(Table.Kind.NAT, "POSTROUTING", "-s 172.17.0.0/16 -o eth0 -j MASQUERADE");
    server.ipv4().interfaces().setForwarding(true);

    ping(container, "192.168.0.99", 1);

    assertEquals(List.of("error 3/1"), heard);
  }

  @Test
  void established_packets_pass_where_new_ones_do_not() {
    rule(Table.Kind.FILTER, "FORWARD", "-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT");
    Rule out = rule(Table.Kind.FILTER, "FORWARD", "-i docker0 ! -o docker0 -j ACCEPT");
    Chain forward = netfilter.tables().open(Table.Kind.FILTER).chain("FORWARD");
    assertTrue(forward != null);
    forward.setPolicy(Verdict.DROP);
    net.route(server, serverEth0, "172.17.0.0/16", "192.168.0.10");

    ping(container, "192.168.0.1", 2);
    ping(server, "172.17.0.2", 1);

    assertEquals(List.of("reply from 192.168.0.1", "reply from 192.168.0.1"), heard);
    assertEquals(1, out.packets());
    assertEquals(1, forward.policyPackets());
  }

  @Test
  void a_dropped_first_packet_leaves_no_connection() {
    rule(Table.Kind.FILTER, "FORWARD", "-j DROP");

    ping(container, "192.168.0.1", 1);

    assertEquals(List.of(), netfilter.conntrack().connections());
    assertEquals(0, net.frames().outstanding());
  }

  @Test
  void a_chain_is_called_returns_and_the_caller_goes_on() {
    netfilter.tables().open(Table.Kind.FILTER).newChain("USER");
    Rule inner = rule(Table.Kind.FILTER, "USER", "-p icmp -j RETURN");
    Rule never = rule(Table.Kind.FILTER, "USER", "-j DROP");
    Rule call = rule(Table.Kind.FILTER, "INPUT", "-j USER");
    Rule after = rule(Table.Kind.FILTER, "INPUT", "-p icmp -j ACCEPT");

    ping(container, "172.17.0.1", 1);

    assertEquals(1, call.packets());
    assertEquals(1, inner.packets());
    assertEquals(0, never.packets());
    assertEquals(1, after.packets());
  }

  @Test
  void reject_answers_with_the_error_it_was_told() {
    rule(Table.Kind.FILTER, "FORWARD", "-j REJECT --reject-with icmp-admin-prohibited");

    ping(container, "192.168.0.1", 1);

    assertEquals(List.of("error 3/13"), heard);
  }

  @Test
  void a_connection_lives_thirty_seconds_without_packets() {
    rule(Table.Kind.FILTER, "FORWARD", "-m conntrack --ctstate NEW -j ACCEPT");
    net.route(server, serverEth0, "172.17.0.0/16", "192.168.0.10");
    ping(container, "192.168.0.1", 1);
    assertEquals(1, netfilter.conntrack().connections().size());
    assertTrue(netfilter.conntrack().connections().get(0).hasSeenReply());

    net.run(30);

    assertEquals(List.of(), netfilter.conntrack().connections());
  }

  @Test
  void connections_are_tracked_only_while_a_rule_needs_them() {
    Rule plain = rule(Table.Kind.NAT, "POSTROUTING", "-p icmp -j RETURN");
    net.route(server, serverEth0, "172.17.0.0/16", "192.168.0.10");
    ping(container, "192.168.0.1", 1);
    assertEquals(List.of(), netfilter.conntrack().connections());
    assertEquals(0, plain.packets());

    rule(Table.Kind.RAW, "OUTPUT", "-m state --state NEW");
    ping(container, "192.168.0.1", 1);
    assertEquals(1, netfilter.conntrack().connections().size());
    assertEquals(1, plain.packets());

    net.run(31);
    netfilter.tables().open(Table.Kind.RAW).restart();
    ping(container, "192.168.0.1", 1);
    assertEquals(List.of(), netfilter.conntrack().connections());
  }

  @Test
  void two_flows_that_would_look_alike_outside_get_different_identifiers() {
    rule(Table.Kind.NAT, "POSTROUTING", "-s 172.17.0.0/16 -o eth0 -j MASQUERADE");
    Netns other = net.namespace("two");
    NetDevice otherEth0 = net.join(other, inside, "172.17.0.3/16");
    net.route(other, otherEth0, "0.0.0.0/0", "172.17.0.1");

    ping(container, "192.168.0.1", 1);
    ping(other, "192.168.0.1", 1);

    assertEquals(2, heard.size());
    List<Connection> connections = netfilter.conntrack().connections();
    int first = Tuple.sourcePort(connections.get(0).replyPorts());
    int second = Tuple.sourcePort(connections.get(1).replyPorts());
    assertEquals(4711, first);
    assertFalse(first == second);
  }

  @Test
  void packets_to_an_own_address_over_loopback_keep_their_connection() {
    Rule established =
        rule(Table.Kind.FILTER, "INPUT", "-m conntrack --ctstate ESTABLISHED -j ACCEPT");
    Rule fresh = rule(Table.Kind.FILTER, "INPUT", "-m conntrack --ctstate NEW -j ACCEPT");

    ping(router, "172.17.0.1", 1);

    assertEquals(1, fresh.packets());
    assertEquals(1, established.packets());
  }
}
