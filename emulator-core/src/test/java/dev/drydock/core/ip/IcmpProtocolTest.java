package dev.drydock.core.ip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.neighbour.NudState;
import dev.drydock.core.ip.route.Flow;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.netfilter.Chain;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netfilter.rule.RuleException;
import dev.drydock.core.netfilter.rule.RuleReader;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv4Prefix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Host a, and two routers: the machine 10.1.0.1, and r 10.1.0.9, which has the way to 10.9.0.0/24.
class IcmpProtocolTest {
  private final TestNet net = new TestNet();
  private final Bridge lan = net.bridge("lan", "10.1.0.1/24");
  private final Netns machine = net.machine().root();
  private final Netns a = net.namespace("a");
  private final Netns r = net.namespace("r");
  private final NetDevice aEth0 = net.join(a, lan, "10.1.0.2/24");
  private final NetDevice rEth0 = net.join(r, lan, "10.1.0.9/24");
  private final List<String> heard = new ArrayList<>();

  private final EchoListener listener =
      new EchoListener() {
        @Override
        public void replied(Frame frame, int icmpAt) {
          int source = Ipv4.source(frame.data(), frame.networkOffset);
          heard.add("reply from " + Ipv4Address.format(source));
        }

        @Override
        public void failed(Frame frame, int icmpAt, int sequence) {
          byte[] data = frame.data();
          String from = Ipv4Address.format(Ipv4.source(data, frame.networkOffset));
          heard.add(Icmp.type(data, icmpAt) + "/" + Icmp.code(data, icmpAt) + " from " + from);
        }
      };

  @BeforeEach
  void routers() {
    machine.sysctls().set("net.ipv4.ip_forward", "1");
    net.address(r, r.loopback(), "10.9.0.1/32");
    net.route(machine, lan, "10.9.0.0/24", "10.1.0.9");
    net.route(a, aEth0, "0.0.0.0/0", "10.1.0.1");
  }

  private EchoSocket socket(String to) {
    EchoSocket socket = a.ipv4().icmp().open(5, listener);
    socket.flow().destination = Ipv4Address.parse(to);
    return socket;
  }

  private void echo(String to, int times) {
    EchoSocket socket = socket(to);
    for (int i = 0; i < times; i++) {
      socket.send(i, new byte[8]);
      net.run(0.001);
    }
    net.run(1);
    socket.close();
  }

  private int errors() {
    return (int) heard.stream().filter(h -> !h.startsWith("reply")).count();
  }

  @Test
  void a_router_tells_of_a_better_gateway_and_the_host_uses_it() {
    a.ipv4().neighbours().put(aEth0, Ipv4Address.parse("10.1.0.9"), rEth0.mac(), NudState.STALE);
    net.watch(lan);

    echo("10.9.0.1", 1);
    assertEquals(List.of("5/1 from 10.1.0.1", "reply from 10.9.0.1"), heard);
    heard.clear();
    net.forget();
    echo("10.9.0.1", 1);

    assertEquals(List.of("reply from 10.9.0.1"), heard);
    assertEquals(List.of(), net.seen(lan).stream().filter(s -> s.contains("ttl 63")).toList());
  }

  @Test
  void a_redirect_to_an_unknown_gateway_only_makes_the_host_ask_for_it() {
    echo("10.9.0.1", 1);

    Route route = a.ipv4().fib().lookup(Ipv4Address.parse("10.9.0.1"), null);
    assertNotNull(route);
    assertNull(a.ipv4().exception(route, Ipv4Address.parse("10.9.0.1")));
    assertNotNull(a.ipv4().neighbours().lookup(aEth0, Ipv4Address.parse("10.1.0.9")));
  }

  @Test
  void a_host_that_accepts_no_redirects_goes_on_as_before() {
    a.sysctls().set("net.ipv4.conf.all.accept_redirects", "0");
    a.sysctls().set("net.ipv4.conf.eth0.accept_redirects", "0");
    a.ipv4().neighbours().put(aEth0, Ipv4Address.parse("10.1.0.9"), rEth0.mac(), NudState.STALE);

    echo("10.9.0.1", 1);

    Route route = a.ipv4().fib().lookup(Ipv4Address.parse("10.9.0.1"), null);
    assertNotNull(route);
    assertNull(a.ipv4().exception(route, Ipv4Address.parse("10.9.0.1")));
  }

  @Test
  void redirects_come_at_doubling_pauses_and_nine_at_most() {
    a.sysctls().set("net.ipv4.conf.all.accept_redirects", "0");
    a.sysctls().set("net.ipv4.conf.eth0.accept_redirects", "0");
    EchoSocket socket = socket("10.9.0.1");
    for (int i = 0; i < 400; i++) {
      socket.send(i, new byte[8]);
      net.run(0.05);
    }

    assertEquals(9, errors());
  }

  private void track() {
    Table raw = machine.ipv4().netfilter().tables().open(Table.Kind.RAW);
    Chain chain = raw.chain("PREROUTING");
    assertTrue(chain != null);
    try {
      chain.append(RuleReader.read(List.of("-m", "state", "--state", "NEW"), raw));
    } catch (RuleException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void the_first_packet_of_a_tracked_connection_brings_no_redirect() {
    track();

    echo("10.9.0.1", 1);
    assertEquals(List.of("reply from 10.9.0.1"), heard);
    echo("10.9.0.1", 1);

    assertTrue(heard.contains("5/1 from 10.1.0.1"));
  }

  @Test
  void six_errors_at_once_go_to_one_host_then_one_a_second() {
    EchoSocket socket = socket("10.9.0.1");
    socket.flow().ttl = 1;
    for (int i = 0; i < 20; i++) {
      socket.send(i, new byte[8]);
    }
    net.run(0.5);
    assertEquals(6, errors());

    net.run(3);
    socket.send(21, new byte[8]);
    socket.send(22, new byte[8]);
    socket.send(23, new byte[8]);
    socket.send(24, new byte[8]);
    net.run(0.1);

    assertEquals(9, errors());
  }

  @Test
  void without_a_limit_for_a_host_the_namespace_has_one() {
    machine.sysctls().set("net.ipv4.icmp_ratelimit", "0");
    EchoSocket socket = socket("10.9.0.1");
    socket.flow().ttl = 1;
    for (int i = 0; i < 200; i++) {
      socket.send(i, new byte[8]);
    }
    net.run(0.5);

    assertEquals(50, errors());
  }

  @Test
  void no_route_costs_two_tokens() {
    EchoSocket socket = socket("10.77.0.1");
    for (int i = 0; i < 20; i++) {
      socket.send(i, new byte[8]);
    }
    net.run(0.5);

    assertEquals(List.of("3/0 from 10.1.0.1", "3/0 from 10.1.0.1"), heard);
  }

  @Test
  void errors_may_carry_an_address_of_the_device_the_packet_came_in_by() {
    net.address(machine, machine.loopback(), "10.5.5.5/32");
    machine
        .ipv4()
        .fib()
        .add(
            new Route(
                Ipv4Prefix.parse("10.1.0.2/32"),
                RouteType.UNICAST,
                lan,
                0,
                Ipv4Address.parse("10.5.5.5"),
                0,
                Scope.LINK,
                "boot",
                Route.MAIN_TABLE,
                false,
                Route.Extras.NONE));
    EchoSocket socket = socket("10.9.0.1");
    socket.flow().ttl = 1;
    socket.send(1, new byte[8]);
    net.run(0.1);
    machine.sysctls().set("net.ipv4.icmp_errors_use_inbound_ifaddr", "1");
    socket.send(2, new byte[8]);
    net.run(0.1);

    assertEquals(List.of("11/0 from 10.5.5.5", "11/0 from 10.1.0.1"), heard);
  }

  @Test
  void echoes_to_everybody_are_answered_only_where_that_is_wanted() {
    r.sysctls().set("net.ipv4.icmp_echo_ignore_broadcasts", "0");

    echo("10.1.0.255", 1);

    assertEquals(List.of("reply from 10.1.0.9"), heard);
  }

  @Test
  void a_host_that_ignores_echoes_is_silent() {
    r.sysctls().set("net.ipv4.icmp_echo_ignore_all", "1");

    echo("10.1.0.9", 1);

    assertEquals(List.of(), heard);
  }

  @Test
  void a_time_stamp_request_is_answered_with_the_times() {
    net.run(3);
    List<Integer> times = new ArrayList<>();
    aEth0.setTap((time, frame, outbound) -> {
      int at = frame.offset() + Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES;
      if (!outbound && Icmp.type(frame.data(), at) == Icmp.TIMESTAMP_REPLY) {
        times.add(Bytes.i32(frame.data(), at + 8));
        times.add(Bytes.i32(frame.data(), at + 12));
      }
    });
    Flow flow = new Flow();
    flow.destination = Ipv4Address.parse("10.1.0.9");
    a.ipv4().route(flow);
    Frame frame = a.ipv4().newPacket(20);
    int at = frame.offset() + Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES;
    Bytes.put32(frame.data(), at + 8, 1234);
    Bytes.put32(frame.data(), at + 12, 0);
    Bytes.put32(frame.data(), at + 16, 0);
    Icmp.write(frame.data(), at, 20, Icmp.TIMESTAMP << 8, 7 << 16);
    a.ipv4().output(frame, flow, Ipv4.ICMP);
    net.run(1);

    assertEquals(List.of(1234, 3000), times);
  }

  @Test
  void path_mtus_are_not_learned_where_that_is_switched_off() {
    a.sysctls().set("net.ipv4.ip_no_pmtu_disc", "2");
    lan.setOwnMtu(1000);
    EchoSocket socket = socket("10.9.0.1");
    socket.flow().dontFragment = true;
    socket.send(1, new byte[1200]);
    net.run(1);

    assertEquals(List.of(), heard);
    assertEquals(SendResult.OK, socket.send(2, new byte[1200]));
  }

  @Test
  void a_device_that_loses_its_last_address_loses_its_routes_and_neighbours() {
    echo("10.9.0.1", 1);
    net.address(a, aEth0, "10.1.0.3/24");

    a.ipv4().interfaces().removeAddress(aEth0, Ipv4Prefix.parse("10.1.0.2/24"));

    assertEquals(List.of(), a.ipv4().interfaces().of(aEth0).addresses());
    assertEquals(
        List.of(), a.ipv4().fib().routes().stream().filter(x -> x.device() == aEth0).toList());
    assertEquals(List.of(), a.ipv4().neighbours().entries());
  }
}
