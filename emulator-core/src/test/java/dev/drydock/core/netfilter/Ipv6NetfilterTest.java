package dev.drydock.core.netfilter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.EchoListener;
import dev.drydock.core.ip.v6.Ipv6EchoSocket;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.Rules;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.transport.Datagram;
import dev.drydock.core.transport.DatagramListener;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Ipv6Address;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A container fd00:1::2 behind a router that filters and translates, and a server fd00:2::2
/// beyond.
class Ipv6NetfilterTest {
  private final TestNet net = TestNet.withIpv6();
  private final Bridge inside = net.bridge("br-in", "172.17.0.1/16");
  private final Bridge outside = net.bridge("br-out", "192.168.0.10/24");
  private final Netns router = net.machine().root();
  private final Netns container = net.namespace("one");
  private final Netns neighbour = net.namespace("two");
  private final Netns server = net.namespace("server");
  private final NetDevice containerEth0 = net.join(container, inside, "172.17.0.2/16");
  private final NetDevice neighbourEth0 = net.join(neighbour, inside, "172.17.0.3/16");
  private final NetDevice serverEth0 = net.join(server, outside, "192.168.0.1/24");
  private final Netfilter netfilter = router.ipv6().netfilter();
  private final List<String> heard = new ArrayList<>();

  @BeforeEach
  void addresses() {
    router.sysctls().set("net.ipv6.conf.all.forwarding", "1");
    net.address(router, inside, "fd00:1::1/64");
    net.address(router, outside, "fd00:2::1/64");
    net.address(container, containerEth0, "fd00:1::2/64");
    net.address(neighbour, neighbourEth0, "fd00:1::3/64");
    net.address(server, serverEth0, "fd00:2::2/64");
    net.route(container, containerEth0, "::/0", "fd00:1::1");
    net.route(neighbour, neighbourEth0, "::/0", "fd00:1::1");
    net.run(3);
  }

  @AfterEach
  void no_frame_is_outstanding() {
    net.run(10);
    assertEquals(0, net.frames().outstanding());
  }

  private Rule rule(Table.Kind kind, String chain, String words) {
    return Rules.append(netfilter, kind, chain, words);
  }

  private void ping(Netns from, String to, int count) {
    EchoListener listener =
        new EchoListener() {
          @Override
          public void replied(Frame frame, int icmpAt) {
            heard.add("reply from " + Ipv6.source(frame.data(), frame.networkOffset));
          }

          @Override
          public void failed(Frame frame, int icmpAt, int sequence) {
            byte[] data = frame.data();
            int ip = frame.networkOffset;
            int length = ip + Ipv6.totalBytes(data, ip) - icmpAt;
            assertTrue(Icmpv6.hasValidChecksum(data, ip, icmpAt, length));
            heard.add("error " + Icmpv6.type(data, icmpAt) + "/" + Icmpv6.code(data, icmpAt));
          }
        };
    Ipv6EchoSocket socket = from.ipv6().icmp().open(4711, listener);
    socket.flow().setDestination(Ipv6Address.parse(to));
    for (int i = 0; i < count; i++) {
      socket.send(i, new byte[56]);
      net.run(1);
    }
    net.run(4);
    socket.close();
  }

  @Test
  void masquerade_lets_the_container_appear_as_its_host_and_counts_the_first_packet() {
    Rule masquerade =
        rule(Table.Kind.NAT, "POSTROUTING", "-s fd00:1::/64 ! -o br-in -j MASQUERADE");
    net.watch(serverEth0);

    ping(container, "fd00:2::2", 2);

    assertEquals(List.of("reply from fd00:2::2", "reply from fd00:2::2"), heard);
    assertTrue(
        net.seen(serverEth0).contains("< fd00:2::1 > fd00:2::2 hop 63 ICMPv6 type 128 code 0"));
    assertEquals(1, masquerade.packets());
    assertEquals(104, masquerade.bytes());
  }

  @Test
  void dnat_sends_a_packet_elsewhere_and_its_answer_comes_from_where_it_was_sent() {
    rule(Table.Kind.NAT, "PREROUTING", "-d fd00:2::1 -j DNAT --to-destination fd00:1::2");
    net.watch(containerEth0);

    ping(server, "fd00:2::1", 1);

    assertEquals(List.of("reply from fd00:2::1"), heard);
    assertTrue(
        net.seen(containerEth0).contains("< fd00:2::2 > fd00:1::2 hop 63 ICMPv6 type 128 code 0"));
  }

  @Test
  void an_error_about_a_translated_packet_finds_its_way_back() {
    rule(Table.Kind.NAT, "POSTROUTING", "-s fd00:1::/64 -o br-out -j MASQUERADE");

    ping(container, "fd00:2::99", 1);

    assertEquals(List.of("error 1/3"), heard);
  }

  @Test
  void established_packets_pass_where_new_ones_do_not() {
    rule(Table.Kind.FILTER, "FORWARD", "-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT");
    Rule out = rule(Table.Kind.FILTER, "FORWARD", "-i br-in ! -o br-in -j ACCEPT");
    Chain forward = netfilter.tables().open(Table.Kind.FILTER).chain("FORWARD");
    assertTrue(forward != null);
    forward.setPolicy(Verdict.DROP);
    net.route(server, serverEth0, "::/0", "fd00:2::1");

    ping(container, "fd00:2::2", 2);
    ping(server, "fd00:1::2", 1);

    assertEquals(List.of("reply from fd00:2::2", "reply from fd00:2::2"), heard);
    assertEquals(1, out.packets());
    assertEquals(1, forward.policyPackets());
  }

  @Test
  void reject_answers_with_the_error_it_was_told() {
    String[][] cases = {
      {"no-route", "error 1/0"},
      {"adm-prohibited", "error 1/1"},
      {"addr-unreach", "error 1/3"},
      {"port-unreach", "error 1/4"},
      {"policy-fail", "error 1/5"},
      {"reject-route", "error 1/6"}
    };
    for (String[] each : cases) {
      netfilter.tables().clear();
      heard.clear();
      rule(Table.Kind.FILTER, "FORWARD", "-j REJECT --reject-with icmp6-" + full(each[0]));

      ping(container, "fd00:2::2", 1);

      assertEquals(List.of(each[1]), heard, each[0]);
    }
  }

  private static String full(String name) {
    return switch (name) {
      case "addr-unreach" -> "addr-unreachable";
      case "port-unreach" -> "port-unreachable";
      default -> name;
    };
  }

  @Test
  void neighbours_talk_outside_of_connections_but_through_the_chains() {
    Rule asked = rule(Table.Kind.FILTER, "INPUT", "-p icmpv6 -m icmp6 --icmpv6-type 135 -j ACCEPT");
    Rule untracked = rule(Table.Kind.FILTER, "OUTPUT", "-m conntrack --ctstate UNTRACKED");

    ping(container, "fd00:1::1", 1);

    assertEquals(List.of("reply from fd00:1::1"), heard);
    assertTrue(asked.packets() > 0);
    assertTrue(untracked.packets() > 0);
    assertEquals(1, netfilter.conntrack().connections().size());
  }

  @Test
  void who_is_not_answered_by_neighbour_discovery_is_not_reached() {
    rule(Table.Kind.FILTER, "INPUT", "-p icmpv6 -m icmp6 --icmpv6-type 135 -j DROP");

    ping(container, "fd00:1::1", 1);

    assertEquals(List.of(), heard.stream().filter(h -> h.startsWith("reply")).toList());
  }

  @Test
  void a_datagram_goes_to_another_address_and_port_and_its_answer_comes_back() {
    rule(
        Table.Kind.NAT,
        "PREROUTING",
        "-p udp --dport 53 -m addrtype --dst-type LOCAL -j DNAT --to-destination [fd00:1::2]:5353");
    UdpSocket service = container.udp().open(new Ear());
    assertNull(service.bind(at("::", 5353)));
    UdpSocket client = server.udp().open(new Ear());
    assertNull(client.connect(at("fd00:2::1", 53)));

    assertNull(client.send(new byte[] {'h', 'i'}, 0, 2));
    net.run(2);
    assertNull(service.sendTo(client.local(), new byte[] {'y', 'o'}, 0, 2));
    net.run(2);

    assertEquals(List.of("fd00:2::2 to [fd00:1::2]:5353", "fd00:2::1 to " + client.local()), heard);
  }

  private final class Ear implements DatagramListener {
    @Override
    public void received(Datagram datagram) {
      heard.add(datagram.from().address() + " to " + datagram.to());
    }

    @Override
    public void failed(SocketError error) {
      heard.add(error.toString());
    }
  }

  private static SocketAddress at(String address, int port) {
    return new SocketAddress(IpAddress.parse(address), port);
  }

  @Test
  void a_closed_port_behind_a_translation_refuses_in_the_name_of_the_host() {
    rule(Table.Kind.NAT, "PREROUTING", "-p udp --dport 53 -j DNAT --to-destination [fd00:1::2]:99");
    UdpSocket client = server.udp().open(new Ear());
    assertNull(client.connect(at("fd00:2::1", 53)));
    net.watch(serverEth0);

    assertNull(client.send(new byte[] {'h', 'i'}, 0, 2));
    net.run(2);

    assertEquals(List.of("CONNECTION_REFUSED"), heard);
    assertTrue(
        net.seen(serverEth0).contains("< fd00:2::1 > fd00:2::2 hop 63 ICMPv6 type 1 code 4"));
  }

  @Test
  void packets_of_the_router_itself_are_redirected_in_output() {
    rule(Table.Kind.NAT, "OUTPUT", "-d fd00:9::9 -j DNAT --to-destination fd00:1::2");
    net.route(router, outside, "::/0", "fd00:2::2");

    ping(router, "fd00:9::9", 1);

    assertEquals(List.of("reply from fd00:9::9"), heard);
  }

  @Test
  void bridged_packets_pass_forward_when_the_bridge_calls_ip6tables() {
    router.sysctls().set("net.bridge.bridge-nf-call-ip6tables", "1");
    Rule forward =
        rule(
            Table.Kind.FILTER,
            "FORWARD",
            "-i br-in -o br-in -p icmpv6 -m icmp6 --icmpv6-type 128 -j DROP");

    ping(container, "fd00:1::3", 1);
    router.sysctls().set("net.bridge.bridge-nf-call-ip6tables", "0");
    ping(container, "fd00:1::3", 1);

    assertEquals(List.of("reply from fd00:1::3"), heard);
    assertEquals(1, forward.packets());
  }

  @Test
  void many_addresses_are_forgotten_with_their_connections() {
    rule(Table.Kind.FILTER, "FORWARD", "-j DROP");
    AddressNumbers numbers = new AddressNumbers();
    ConnectionTable none = new ConnectionTable();
    for (int i = 0; i < 10_000; i++) {
      numbers.makeRoom(none);
      int number = numbers.of(0xfd00L << 48, i);
      assertEquals(i, numbers.low(number));
    }

    assertTrue(numbers.count() <= 64, () -> "still " + numbers.count());
  }
}
