package dev.drydock.core.ip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv4Prefix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The machine routes between two bridges: 10.1.0.0/24 and 10.2.0.0/24.
class ForwardingTest {
  private final TestNet net = new TestNet();
  private final Bridge left = net.bridge("left", "10.1.0.1/24");
  private final Bridge right = net.bridge("right", "10.2.0.1/24");
  private final Netns router = net.machine().root();
  private final Netns a = net.namespace("a");
  private final Netns b = net.namespace("b");
  private final NetDevice aEth0 = net.join(a, left, "10.1.0.2/24");
  private final NetDevice bEth0 = net.join(b, right, "10.2.0.2/24");
  private final List<String> heard = new ArrayList<>();

  @BeforeEach
  void route() {
    router.sysctls().set("net.ipv4.ip_forward", "1");
    net.route(a, aEth0, "0.0.0.0/0", "10.1.0.1");
    net.route(b, bEth0, "0.0.0.0/0", "10.2.0.1");
  }

  private void echo(String to, int ttl, int payload) {
    EchoListener listener =
        new EchoListener() {
          @Override
          public void replied(Frame frame, int icmpAt) {
            heard.add("reply ttl " + Ipv4.ttl(frame.data(), frame.networkOffset));
          }

          @Override
          public void failed(Frame frame, int icmpAt, int sequence) {
            byte[] data = frame.data();
            String from = Ipv4Address.format(Ipv4.source(data, frame.networkOffset));
            String what = Icmp.type(data, icmpAt) + "/" + Icmp.code(data, icmpAt);
            heard.add(what + " from " + from + " mtu " + EchoSocket.mtuOf(frame, icmpAt));
          }
        };
    EchoSocket socket = a.ipv4().icmp().open(5, listener);
    socket.flow().destination = Ipv4Address.parse(to);
    socket.flow().ttl = ttl;
    socket.flow().dontFragment = true;
    socket.send(1, new byte[payload]);
    net.run(4);
    socket.close();
  }

  @Test
  void a_router_hop_costs_one_of_the_ttl_and_a_correct_header() {
    net.watch(bEth0);

    echo("10.2.0.2", 64, 56);

    assertEquals(List.of("reply ttl 63"), heard);
    assertTrue(net.seen(bEth0).contains("< 10.1.0.2 > 10.2.0.2 ttl 63 ICMP type 8 code 0"));
  }

  @Test
  void everybody_is_on_the_link_whatever_the_gateway() {
    net.watch(aEth0);

    echo("255.255.255.255", 64, 56);

    assertEquals(
        List.of("> 10.1.0.2 > 255.255.255.255 ttl 64 ICMP type 8 code 0"), net.seen(aEth0));
  }

  @Test
  void a_ttl_of_one_ends_at_the_router_which_says_so() {
    echo("10.2.0.2", 1, 56);

    assertEquals(List.of("11/0 from 10.1.0.1 mtu 0"), heard);
  }

  @Test
  void no_route_is_reported_by_the_router() {
    echo("10.3.0.2", 64, 56);

    assertEquals(List.of("3/0 from 10.1.0.1 mtu 0"), heard);
  }

  @Test
  void a_host_that_does_not_answer_arp_is_reported_after_three_seconds() {
    echo("10.2.0.77", 64, 56);

    assertEquals(List.of("3/1 from 10.1.0.1 mtu 0"), heard);
  }

  @Test
  void a_packet_too_big_for_the_way_out_is_refused_with_the_mtu() {
    right.setOwnMtu(1300);

    echo("10.2.0.2", 64, 1400);

    assertEquals(List.of("3/4 from 10.1.0.1 mtu 1300"), heard);
  }

  @Test
  void without_forwarding_packets_for_others_vanish() {
    router.sysctls().set("net.ipv4.ip_forward", "0");

    echo("10.2.0.2", 64, 56);

    assertEquals(List.of(), heard);
    assertEquals(1, net.machine().softnet().drops(DropReason.IP_NOT_FORWARDING));
  }

  @Test
  void a_strict_reverse_path_filter_drops_sources_that_belong_elsewhere() {
    router.sysctls().set("net.ipv4.conf.left.rp_filter", "1");
    net.address(a, aEth0, "10.2.0.99/32");
    EchoSocket socket = a.ipv4().icmp().open(6, new Deaf());
    socket.flow().source = Ipv4Address.parse("10.2.0.99");
    socket.flow().destination = Ipv4Address.parse("10.2.0.2");
    socket.send(1, new byte[8]);
    net.run(1);

    assertEquals(1, net.machine().softnet().drops(DropReason.IP_RPFILTER));
  }

  @Test
  void refusing_routes_answer_each_in_its_way() {
    RouteType[] types = {RouteType.UNREACHABLE, RouteType.PROHIBIT, RouteType.BLACKHOLE};
    int third = 3;
    for (RouteType type : types) {
      router
          .ipv4()
          .fib()
          .add(
              new Route(
                  Ipv4Prefix.parse("10." + third++ + ".0.0/16"),
                  type,
                  null,
                  0,
                  0,
                  0,
                  Scope.GLOBAL,
                  "boot",
                  Route.MAIN_TABLE,
                  false,
                  Route.Extras.NONE));
    }

    echo("10.3.0.1", 64, 56);
    echo("10.4.0.1", 64, 56);
    echo("10.5.0.1", 64, 56);

    assertEquals(List.of("3/1 from 10.1.0.1 mtu 0", "3/13 from 10.1.0.1 mtu 0"), heard);
  }

  private static final class Deaf implements EchoListener {
    @Override
    public void replied(Frame frame, int icmpAt) {}

    @Override
    public void failed(Frame frame, int icmpAt, int sequence) {}
  }
}
