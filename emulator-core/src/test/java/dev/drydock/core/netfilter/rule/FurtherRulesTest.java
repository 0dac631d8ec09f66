package dev.drydock.core.netfilter.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.app.PortProbe;
import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.EchoListener;
import dev.drydock.core.ip.EchoSocket;
import dev.drydock.core.netfilter.Chain;
import dev.drydock.core.netfilter.Rule;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Mac;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the matches and targets beside the common ones do to packets: a client and a server on two
/// links of a router.
class FurtherRulesTest {
  private final TestNet net = new TestNet();
  private final Bridge left = net.bridge("left", "10.0.0.1/24");
  private final Bridge right = net.bridge("right", "10.1.0.1/24");
  private final Netns router = net.machine().root();
  private final Netns client = net.namespace("client");
  private final Netns server = net.namespace("server");
  private final NetDevice clientEth0 = net.join(client, left, "10.0.0.2/24");
  private final NetDevice serverEth0 = net.join(server, right, "10.1.0.2/24");
  private final List<Integer> ttls = new ArrayList<>();

  FurtherRulesTest() {
    router.sysctls().set("net.ipv4.ip_forward", "1");
    net.route(client, clientEth0, "0.0.0.0/0", "10.0.0.1");
    net.route(server, serverEth0, "0.0.0.0/0", "10.1.0.1");
  }

  private Rule rule(Table.Kind kind, String chain, String words) {
    Table table = router.ipv4().netfilter().tables().open(kind);
    Chain at = table.chain(chain);
    assertTrue(at != null);
    try {
      Rule rule = RuleReader.read(List.of(words.split(" ", -1)), table);
      assertEquals("", KernelCheck.refusal(rule, kind, at));
      at.append(rule);
      return rule;
    } catch (RuleException e) {
      throw new AssertionError(e);
    }
  }

  private EchoListener listener() {
    return new EchoListener() {
      @Override
      public void replied(Frame frame, int icmpAt) {
        ttls.add(Ipv4.ttl(frame.data(), frame.networkOffset));
      }

      @Override
      public void failed(Frame frame, int icmpAt, int sequence) {
        ttls.add(-1);
      }
    };
  }

  private void ping(Netns from, String to, int count) {
    EchoSocket socket = from.ipv4().icmp().open(5, listener());
    socket.flow().destination = Ipv4Address.parse(to);
    for (int i = 1; i <= count; i++) {
      socket.send(i, new byte[56]);
      net.run(1);
    }
    socket.close();
  }

  @Test
  @Tag("S071")
  void netmap_gives_every_host_of_a_network_another_address_and_takes_it_back() {
    rule(Table.Kind.NAT, "PREROUTING", "-d 192.168.9.0/24 -j NETMAP --to 10.1.0.0/24");
    rule(Table.Kind.NAT, "POSTROUTING", "-s 10.0.0.0/24 -j NETMAP --to 192.168.8.0/24");
    net.watch(serverEth0);

    ping(client, "192.168.9.2", 1);

    assertEquals(List.of(63), ttls);
    List<String> seen = net.seen(serverEth0);
    assertTrue(seen.contains("< 192.168.8.2 > 10.1.0.2 ttl 63 ICMP type 8 code 0"), seen::toString);
  }

  @Test
  void nth_takes_every_third_packet() {
    rule(Table.Kind.FILTER, "FORWARD", "-m statistic --mode nth --every 3 --packet 0 -j DROP");

    ping(client, "10.1.0.2", 6);

    // Request 1 is lost, 2 and its answer pass, 3 is lost again.
    assertEquals(3, ttls.size());
  }

  @Test
  void chance_takes_about_its_share() {
    String words = "-m statistic --mode random --probability 0.5";
    Rule some = rule(Table.Kind.FILTER, "FORWARD", words);

    ping(client, "10.1.0.2", 100);

    assertEquals(100, ttls.size());
    assertTrue(some.packets() > 70 && some.packets() < 130, () -> some.packets() + " of 200");
  }

  @Test
  void marks_are_kept_with_the_connection() {
    rule(Table.Kind.MANGLE, "PREROUTING", "-i left -j MARK --set-mark 7");
    rule(Table.Kind.MANGLE, "PREROUTING", "-i left -j CONNMARK --save-mark");
    rule(Table.Kind.MANGLE, "PREROUTING", "-i right -j CONNMARK --restore-mark");
    Rule back =
        rule(Table.Kind.FILTER, "FORWARD", "-i right -m mark --mark 7 -m connmark --mark 7");

    ping(client, "10.1.0.2", 2);

    assertEquals(2, back.packets());
  }

  @Test
  void ttl_can_be_set_and_asked_for() {
    rule(Table.Kind.MANGLE, "PREROUTING", "-i right -j TTL --ttl-set 200");
    Rule low = rule(Table.Kind.FILTER, "FORWARD", "-m ttl --ttl-lt 64");

    ping(client, "10.1.0.2", 1);

    assertEquals(List.of(199), ttls);
    assertEquals(1, low.packets());
  }

  @Test
  void recent_refuses_who_asks_too_often() {
    rule(
        Table.Kind.FILTER,
        "FORWARD",
        "-i left -m recent --name ping --update --seconds 60 --hitcount 3 -j DROP");
    rule(Table.Kind.FILTER, "FORWARD", "-i left -m recent --name ping --set -j ACCEPT");

    ping(client, "10.1.0.2", 5);

    assertEquals(3, ttls.size());
  }

  @Test
  void fields_of_the_header_and_the_station_are_asked_for() {
    rule(Table.Kind.MANGLE, "PREROUTING", "-i left -j DSCP --set-dscp-class EF");
    Rule urgent = rule(Table.Kind.FILTER, "FORWARD", "-i left -m dscp --dscp 46 -m tos --tos 0xb8");
    Rule size = rule(Table.Kind.FILTER, "FORWARD", "-m length --length 84:84 -i left");
    Rule range = rule(Table.Kind.FILTER, "FORWARD", "-m iprange --src-range 10.0.0.1-10.0.0.9");
    Rule unicast = rule(Table.Kind.FILTER, "FORWARD", "-i left -m pkttype --pkt-type unicast");
    Rule mac =
        rule(Table.Kind.FILTER, "FORWARD", "-m mac --mac-source " + Mac.format(clientEth0.mac()));
    Rule own = rule(Table.Kind.FILTER, "OUTPUT", "-m owner --uid-owner 0");

    ping(client, "10.1.0.2", 1);

    for (Rule rule : List.of(urgent, size, range, unicast, mac)) {
      assertEquals(1, rule.packets(), () -> rule.matches().toString());
    }
    assertEquals(0, own.packets());
    assertEquals(List.of(63), ttls);
  }

  private void connect(Netns from, String to) {
    var refused = new SocketAddress(IpAddress.parse(to), 80);
    new PortProbe(from, new PortProbe.Target(refused, true, 1_000_000_000)).start();
    net.run(1);
  }

  @Test
  void a_clamped_syn_fits_the_way_out_and_the_way_back() {
    left.ports().getFirst().device().setMtu(1400); // takes the bridge along
    rule(Table.Kind.MANGLE, "FORWARD", "-p tcp -j TCPMSS --clamp-mss-to-pmtu");
    String asked = " left -p tcp --tcp-flags SYN SYN -m tcpmss --mss 1360";
    Rule out = rule(Table.Kind.FILTER, "FORWARD", "-i" + asked);
    Rule back = rule(Table.Kind.FILTER, "FORWARD", "-o" + asked);

    connect(client, "10.1.0.2");
    connect(server, "10.0.0.2");

    assertEquals(1, out.packets());
    assertEquals(1, back.packets());
  }

  @Test
  void logged_packets_stand_in_the_kernel_s_log() {
    rule(Table.Kind.FILTER, "FORWARD", "-i left -j LOG --log-prefix out:");

    ping(client, "10.1.0.2", 1);

    String line = net.machine().softnet().log().lines().getLast().text();
    assertTrue(
        line.matches(
            "out:IN=left OUT=right MAC=[0-9a-f:]{35}:08:00 SRC=10.0.0.2 DST=10.1.0.2 LEN=84"
                + " TOS=0x00 PREC=0x00 TTL=63 ID=\\d+ PROTO=ICMP TYPE=8 CODE=0 ID=5 SEQ=1 "),
        line);
  }

  @Test
  void a_full_table_of_connections_drops_new_ones_and_says_so() {
    rule(Table.Kind.FILTER, "FORWARD", "-m conntrack --ctstate NEW -j ACCEPT");
    router.sysctls().set("net.netfilter.nf_conntrack_max", "0");

    ping(client, "10.1.0.2", 1);

    assertEquals(List.of(), ttls);
    assertEquals(
        "nf_conntrack: nf_conntrack: table full, dropping packet",
        net.machine().softnet().log().lines().getLast().text());
  }

  @Test
  void sources_that_cannot_be_are_logged_where_that_is_asked_for() {
    router.sysctls().set("net.ipv4.conf.left.rp_filter", "1");
    router.sysctls().set("net.ipv4.conf.all.log_martians", "1");
    net.address(client, clientEth0, "10.1.0.77/32");
    EchoSocket socket = client.ipv4().icmp().open(6, listener());
    socket.flow().source = Ipv4Address.parse("10.1.0.77");
    socket.flow().destination = Ipv4Address.parse("10.1.0.2");
    socket.send(1, new byte[8]);
    net.run(1);

    List<String> lines =
        net.machine().softnet().log().lines().stream().map(line -> line.text()).toList();
    assertTrue(
        lines.contains("IPv4: martian source 10.1.0.2 from 10.1.0.77, on dev left"),
        lines::toString);
    assertTrue(lines.getLast().startsWith("ll header: 00000000: "), lines::toString);
  }
}
