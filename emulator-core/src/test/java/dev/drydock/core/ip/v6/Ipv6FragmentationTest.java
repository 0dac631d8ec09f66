package dev.drydock.core.ip.v6;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.EchoListener;
import dev.drydock.core.ip.route.Ipv6Flow;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.netfilter.Rule;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.Rules;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Ipv6Prefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `a` fd00:1::2 and `b` fd00:2::2 with a router between them: packets larger than a link.
class Ipv6FragmentationTest {
  private final TestNet net = TestNet.withIpv6();
  private final Bridge left = net.bridge("left", "10.1.0.1/24");
  private final Bridge right = net.bridge("right", "10.2.0.1/24");
  private final Netns router = net.machine().root();
  private final Netns a = net.namespace("a");
  private final Netns b = net.namespace("b");
  private final NetDevice aEth0 = net.join(a, left, "10.1.0.2/24");
  private final NetDevice bEth0 = net.join(b, right, "10.2.0.2/24");
  private final List<String> heard = new ArrayList<>();

  @BeforeEach
  void addresses() {
    router.sysctls().set("net.ipv6.conf.all.forwarding", "1");
    net.address(router, left, "fd00:1::1/64");
    net.address(router, right, "fd00:2::1/64");
    net.address(a, aEth0, "fd00:1::2/64");
    net.address(b, bEth0, "fd00:2::2/64");
    net.route(a, aEth0, "::/0", "fd00:1::1");
    net.route(b, bEth0, "::/0", "fd00:2::1");
    net.run(3);
  }

  @AfterEach
  void no_frame_is_outstanding() {
    net.run(10);
    assertEquals(0, net.frames().outstanding());
  }

  private Ipv6EchoSocket open(String to) {
    EchoListener listener =
        new EchoListener() {
          @Override
          public void replied(Frame frame, int icmpAt) {
            int ip = frame.networkOffset;
            heard.add("reply of " + Ipv6.payloadBytes(frame.data(), ip));
          }

          @Override
          public void failed(Frame frame, int icmpAt, int sequence) {
            byte[] data = frame.data();
            heard.add("error " + Icmpv6.type(data, icmpAt) + " " + Icmpv6.rest(data, icmpAt));
          }
        };
    Ipv6EchoSocket socket = a.ipv6().icmp().open(7, listener);
    socket.flow().setDestination(Ipv6Address.parse(to));
    return socket;
  }

  private void ping(String to, int bytes) {
    Ipv6EchoSocket socket = open(to);
    socket.send(1, new byte[bytes]);
    net.run(2);
    socket.close();
  }

  @Test
  void fragments_are_put_together_where_they_are_for() {
    ping("fd00:2::2", 4000);

    assertEquals(List.of("reply of 4008"), heard);
  }

  @Test
  void a_router_with_rules_sees_whole_packets_and_sends_fragments_on() {
    Rule rule =
        Rules.append(
            router.ipv6().netfilter(),
            Table.Kind.FILTER,
            "FORWARD",
            "-p icmpv6 -m icmp6 --icmpv6-type 128 -m conntrack --ctstate NEW");
    net.watch(bEth0);

    ping("fd00:2::2", 4000);

    assertEquals(List.of("reply of 4008"), heard);
    assertEquals(1, rule.packets());
    assertEquals(4048, rule.bytes());
    long pieces = net.seen(bEth0).stream().filter(s -> s.contains("hop 63 next 44")).count();
    assertEquals(3, pieces);
  }

  @Test
  void packet_too_big_teaches_the_path_for_ten_minutes() {
    right.setOwnMtu(1300);
    bEth0.setMtu(1300);

    ping("fd00:2::2", 1400);
    ping("fd00:2::2", 1400);

    assertEquals(List.of("error 2 1300", "reply of 1408"), heard);
    assertEquals(1300, a.ipv6().learnedMtu(Ipv6Address.parse("fd00:2::2")));
    net.run(600);
    assertEquals(0, a.ipv6().learnedMtu(Ipv6Address.parse("fd00:2::2")));
  }

  private void narrow(boolean isLocked) {
    Ipv6Route.Extras extras = new Ipv6Route.Extras(Long.MAX_VALUE, 0, 1300, isLocked, 0, null);
    router
        .ipv6()
        .fib()
        .append(
            new Ipv6Route(
                Ipv6Prefix.parse("fd00:2::2/128"),
                RouteType.UNICAST,
                right,
                null,
                Ipv6Route.USER_METRIC,
                "boot",
                Route.MAIN_TABLE,
                extras));
  }

  /// Seen with Linux 6.18: the error comes when the packet is about to leave.
  @Test
  void a_routes_own_mtu_counts_behind_the_rules_unless_it_is_locked() {
    Rule rule =
        Rules.append(
            router.ipv6().netfilter(), Table.Kind.NAT, "POSTROUTING", "-o right -j MASQUERADE");
    narrow(false);

    ping("fd00:2::2", 1400);

    assertEquals(List.of("error 2 1300"), heard);
    assertEquals(1, rule.packets());
  }

  @Test
  void a_locked_mtu_of_a_route_counts_before_the_rules() {
    Rule rule =
        Rules.append(
            router.ipv6().netfilter(), Table.Kind.NAT, "POSTROUTING", "-o right -j MASQUERADE");
    narrow(true);

    ping("fd00:2::2", 1400);

    assertEquals(List.of("error 2 1300"), heard);
    assertEquals(0, rule.packets());
  }

  @Test
  void a_packet_that_stays_incomplete_is_lost_after_a_minute_and_its_sender_told() {
    int[] count = {0};
    a.ipv6().netfilter(); // rules that lose the second piece stand in the way of a
    Rules.append(router.ipv6().netfilter(), Table.Kind.RAW, "PREROUTING", "-i nosuch -j DROP");
    aEth0.setTap((time, frame, outbound) -> {
      boolean fragment =
          outbound
              && Ipv6.nextHeader(frame.data(), frame.offset() + 14) == Ipv6.FRAGMENT
              && count[0]++ == 1;
      if (fragment) {
        frame.data()[frame.offset() + 14] = 0; // no version: the router drops this one
      }
      int icmp = frame.offset() + 14 + Ipv6.HEADER_BYTES;
      if (!outbound && Icmpv6.type(frame.data(), icmp) == Icmpv6.TIME_EXCEEDED) {
        heard.add("late, code " + Icmpv6.code(frame.data(), icmp));
      }
    });

    Ipv6EchoSocket socket = open("fd00:2::2");
    socket.send(1, new byte[2000]);
    net.run(59);
    assertEquals(List.of(), heard);
    net.run(3);
    socket.close();

    assertEquals(List.of("late, code 1"), heard);
  }

  @Test
  void errors_to_one_destination_are_limited_by_the_width_of_its_route() {
    Ipv6EchoSocket socket = open("fd00:2::2");
    socket.flow().hopLimit = 1;
    for (int i = 0; i < 30; i++) {
      socket.send(i, new byte[8]);
    }
    net.run(0.2);
    socket.close();

    // A /64 on the link: a quarter of a second for each, six at once.
    assertEquals(6, heard.stream().filter(h -> h.startsWith("error 3")).count());
  }

  @Test
  void flows_that_differ_in_their_ports_have_different_labels() {
    Ipv6Flow flow = new Ipv6Flow();
    flow.setSource(Ipv6Address.parse("fd00:1::2"));
    flow.setDestination(Ipv6Address.parse("fd00:2::2"));
    List<Integer> labels = new ArrayList<>();
    aEth0.setTap((time, frame, outbound) -> {
      int ip = frame.offset() + 14;
      if (outbound && Ipv6.nextHeader(frame.data(), ip) == Ipv6.UDP) {
        labels.add(Ipv6.flowLabel(frame.data(), ip));
      }
    });
    for (int port : new int[] {1000, 1000, 1001}) {
      a.ipv6().route(flow);
      Frame frame = a.ipv6().newPacket(8);
      int at = frame.offset() + 14 + Ipv6.HEADER_BYTES;
      Arrays.fill(frame.data(), at, at + 8, (byte) 0);
      frame.data()[at + 3] = (byte) port;
      a.ipv6().output(frame, flow, Ipv6.UDP);
    }
    net.run(1);

    assertEquals(3, labels.size());
    assertEquals(labels.get(0), labels.get(1));
    assertNotEquals(labels.get(0), labels.get(2));
  }
}
