package dev.drydock.core.ip.bridged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.EchoListener;
import dev.drydock.core.ip.EchoSocket;
import dev.drydock.core.netfilter.Rule;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.Rules;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Address;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Two containers on one bridge, and a host whose rules look at what they say to each other.
class BridgeNetfilterTest {
  private final TestNet net = new TestNet();
  private final Bridge bridge = net.bridge("docker0", "172.17.0.1/16");
  private final Netns host = net.machine().root();
  private final Netns one = net.namespace("one");
  private final Netns two = net.namespace("two");
  private final NetDevice oneEth0 = net.join(one, bridge, "172.17.0.2/16");
  private final NetDevice twoEth0 = net.join(two, bridge, "172.17.0.3/16");
  private final List<String> heard = new ArrayList<>();

  private Rule rule(Table.Kind kind, String chain, String words) {
    return Rules.append(host.ipv4().netfilter(), kind, chain, words);
  }

  private void bridgeCallsIptables() {
    host.sysctls().set("net.bridge.bridge-nf-call-iptables", "1");
  }

  private void ping(String to) {
    EchoListener listener =
        new EchoListener() {
          @Override
          public void replied(Frame frame, int icmpAt) {
            heard.add("reply ttl " + Ipv4.ttl(frame.data(), frame.networkOffset));
          }

          @Override
          public void failed(Frame frame, int icmpAt, int sequence) {
            heard.add("error " + Icmp.type(frame.data(), icmpAt));
          }
        };
    EchoSocket socket = one.ipv4().icmp().open(5, listener);
    socket.flow().destination = Ipv4Address.parse(to);
    socket.send(1, new byte[56]);
    net.run(1);
    socket.close();
  }

  @Test
  void bridged_packets_pass_forward_with_the_bridge_on_both_sides_and_keep_their_ttl() {
    bridgeCallsIptables();
    Rule forward = rule(Table.Kind.FILTER, "FORWARD", "-i docker0 -o docker0 -j ACCEPT");
    Rule prerouting = rule(Table.Kind.NAT, "PREROUTING", "-i docker0 -j RETURN");
    rule(Table.Kind.NAT, "POSTROUTING", "-o eth0 -j MASQUERADE");

    ping("172.17.0.3");

    assertEquals(List.of("reply ttl 64"), heard);
    assertEquals(2, forward.packets());
    assertEquals(1, prerouting.packets());
    assertEquals(1, host.ipv4().netfilter().conntrack().connections().size());
  }

  @Test
  void without_the_sysctl_bridged_packets_are_nobody_s_business() {
    Rule forward = rule(Table.Kind.FILTER, "FORWARD", "-j DROP");

    ping("172.17.0.3");

    assertEquals(List.of("reply ttl 64"), heard);
    assertEquals(0, forward.packets());
  }

  @Test
  void a_drop_in_forward_parts_two_containers_of_a_bridge_but_lets_arp_through() {
    bridgeCallsIptables();
    rule(Table.Kind.FILTER, "FORWARD", "-i docker0 -o docker0 -j DROP");
    net.watch(twoEth0);

    ping("172.17.0.3");

    assertEquals(List.of(), heard);
    assertEquals(2, net.seen(twoEth0).size());
    assertEquals(0, net.frames().outstanding());
  }

  @Test
  void a_packet_for_the_host_passes_prerouting_once() {
    bridgeCallsIptables();
    Rule raw = rule(Table.Kind.RAW, "PREROUTING", "-p icmp -j RETURN");
    Rule input = rule(Table.Kind.FILTER, "INPUT", "-i docker0 -j ACCEPT");

    ping("172.17.0.1");

    assertEquals(List.of("reply ttl 64"), heard);
    assertEquals(1, raw.packets());
    assertEquals(1, input.packets());
  }

  @Test
  void a_translated_destination_on_the_same_bridge_stays_bridged() {
    bridgeCallsIptables();
    host.sysctls().set("net.ipv4.ip_forward", "1");
    rule(Table.Kind.NAT, "PREROUTING", "-d 172.17.0.1 -j DNAT --to-destination 172.17.0.3");
    rule(Table.Kind.NAT, "POSTROUTING", "-d 172.17.0.3 -j SNAT --to-source 172.17.0.1");
    host.ipv4().neighbours().addPermanent(bridge, Ipv4Address.parse("172.17.0.3"), twoEth0.mac());
    net.watch(twoEth0);
    net.watch(oneEth0);

    ping("172.17.0.1");

    assertTrue(net.seen(twoEth0).contains("< 172.17.0.1 > 172.17.0.3 ttl 64 ICMP type 8 code 0"));
  }

  private void publishesTwo() {
    bridgeCallsIptables();
    host.sysctls().set("net.ipv4.ip_forward", "1");
    rule(Table.Kind.NAT, "PREROUTING", "-d 172.17.0.1 -j DNAT --to-destination 172.17.0.3");
    net.watch(bridge);
    net.watch(twoEth0);
  }

  @Test
  void the_station_of_a_translated_destination_is_asked_for_by_the_bridge() {
    publishesTwo();

    ping("172.17.0.1");

    List<String> seen = net.seen(bridge);
    String request = "172.17.0.2 > 172.17.0.3 ttl 64 ICMP type 8 code 0";
    assertEquals("> ARP who has 172.17.0.3 tell 172.17.0.1", seen.get(2));
    assertEquals(List.of("> " + request, "< " + request), seen.subList(4, 6));
    assertEquals(List.of("reply ttl 64"), heard);
    assertTrue(net.seen(twoEth0).contains("< " + request));
  }

  @Test
  void without_forwarding_a_translated_packet_is_not_bridged() {
    publishesTwo();
    host.sysctls().set("net.ipv4.ip_forward", "0");

    ping("172.17.0.1");

    assertEquals(List.of(), heard);
    assertEquals(0, net.seen(twoEth0).stream().filter(line -> line.contains("ICMP")).count());
  }

  @Test
  void a_reset_for_what_came_by_a_port_leaves_there_and_passes_no_rules() {
    bridgeCallsIptables();
    host.sysctls().set("net.ipv4.ip_forward", "1");
    net.route(one, oneEth0, "0.0.0.0/0", "172.17.0.1");
    net.bridge("br1", "10.1.0.1/16");
    rule(Table.Kind.FILTER, "FORWARD", "-p tcp -j REJECT --reject-with tcp-reset");
    Rule output = rule(Table.Kind.FILTER, "OUTPUT", "-p tcp -j ACCEPT");
    net.watch(bridge);
    List<SocketError> errors = new ArrayList<>();

    one.tcp()
        .connect(
            new SocketAddress(IpAddress.parse("0.0.0.0"), 0),
            new SocketAddress(IpAddress.parse("10.1.0.9"), 80),
            new Failing(errors));
    net.run(1);

    assertEquals(List.of(SocketError.CONNECTION_REFUSED), errors);
    assertEquals(0, output.packets());
    assertEquals(1, net.seen(bridge).stream().filter(line -> line.contains("TCP")).count());
  }

  private record Failing(List<SocketError> errors) implements StreamListener {
    @Override
    public void readable(StreamSocket stream) {
      // nothing comes
    }

    @Override
    public void failed(StreamSocket stream, SocketError error) {
      errors.add(error);
    }
  }

  @Test
  void a_promiscuous_bridge_routes_what_was_sent_to_it_and_translated_back() {
    publishesTwo();
    bridge.rxMode().addPromiscuity(1);

    ping("172.17.0.1");

    String request = "< 172.17.0.2 > 172.17.0.3 ttl %d ICMP type 8 code 0";
    List<String> seen = net.seen(twoEth0);
    assertTrue(seen.contains(request.formatted(64)), seen::toString);
    assertTrue(seen.contains(request.formatted(63)), seen::toString);
    assertEquals(List.of("reply ttl 64", "reply ttl 64"), heard);
    assertEquals(0, net.frames().outstanding());
  }

  @Test
  void a_promiscuous_bridge_has_no_use_for_what_others_say_to_each_other() {
    bridgeCallsIptables();
    Rule forward = rule(Table.Kind.FILTER, "FORWARD", "-j ACCEPT");
    host.sysctls().set("net.ipv4.ip_forward", "1");
    bridge.rxMode().addPromiscuity(1);
    long before = bridge.counters().rxFrames();

    ping("172.17.0.3");

    assertEquals(List.of("reply ttl 64"), heard);
    assertEquals(2, forward.packets());
    assertTrue(bridge.counters().rxFrames() >= before + 2);
    assertEquals(0, net.frames().outstanding());
  }
}
