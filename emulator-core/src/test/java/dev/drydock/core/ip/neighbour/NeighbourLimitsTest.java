package dev.drydock.core.ip.neighbour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.EchoListener;
import dev.drydock.core.ip.EchoSocket;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.ip.v6.Ipv6EchoSocket;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Ipv6Prefix;
import dev.drydock.core.wire.Mac;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// How many neighbours there may be, and those who answer for others (Linux
/// `net/core/neighbour.c`).
class NeighbourLimitsTest {
  private final TestNet net = new TestNet();
  private final Bridge bridge = net.bridge("br0", "10.0.0.1/16");
  private final Netns root = net.machine().root();
  private final Netns one = net.namespace("one");
  private final Netns two = net.namespace("two");
  private final NetDevice oneEth0 = net.join(one, bridge, "10.0.0.2/16");

  NeighbourLimitsTest() {
    net.join(two, bridge, "10.0.0.3/16");
  }

  private SendResult ping(Netns from, String to) {
    EchoSocket socket = from.ipv4().icmp().open(1, new Nobody());
    socket.flow().destination = Ipv4Address.parse(to);
    return socket.send(1, new byte[8]);
  }

  private static final class Nobody implements EchoListener {
    @Override
    public void replied(Frame frame, int at) {}

    @Override
    public void failed(Frame frame, int at, int sequence) {}
  }

  private List<String> log() {
    return net.machine().softnet().log().lines().stream()
        .map(l -> l.text())
        .filter(l -> l.startsWith("neighbour"))
        .toList();
  }

  private void limit(int most) {
    root.sysctls().set("net.ipv4.neigh.default.gc_thresh2", Integer.toString(most));
    root.sysctls().set("net.ipv4.neigh.default.gc_thresh3", Integer.toString(most));
  }

  @Test
  void all_namespaces_of_a_machine_share_one_limit() {
    limit(4);
    for (int i = 10; i < 12; i++) {
      assertEquals(SendResult.OK, ping(one, "10.0.1." + i));
      assertEquals(SendResult.OK, ping(two, "10.0.2." + i));
    }
    assertEquals(SendResult.NO_BUFFERS, ping(one, "10.0.1.99"));
    assertEquals(List.of("neighbour: arp_cache: neighbor table overflow!"), log());
  }

  @Test
  void entries_that_failed_make_room() {
    limit(4);
    for (int i = 10; i < 14; i++) {
      ping(one, "10.0.1." + i);
    }
    net.run(4);
    assertEquals(SendResult.OK, ping(one, "10.0.1.99"));
    assertEquals(List.of(), log());
  }

  @Test
  void permanent_entries_do_not_count() {
    limit(2);
    for (int i = 10; i < 20; i++) {
      one.ipv4().neighbours().addPermanent(oneEth0, Ipv4Address.parse("10.0.1." + i), 1);
    }
    assertEquals(SendResult.OK, ping(one, "10.0.2.1"));
    assertEquals(SendResult.OK, ping(one, "10.0.2.2"));
    assertEquals(SendResult.NO_BUFFERS, ping(one, "10.0.2.3"));
  }

  @Test
  void unused_entries_go_after_a_minute_where_there_are_many() {
    root.sysctls().set("net.ipv4.neigh.default.gc_thresh1", "2");
    ping(one, "10.0.0.3");
    net.run(50);
    assertNotNull(one.ipv4().neighbours().lookup(oneEth0, Ipv4Address.parse("10.0.0.3")));
    net.run(150);
    assertNull(one.ipv4().neighbours().lookup(oneEth0, Ipv4Address.parse("10.0.0.3")));
  }

  @Test
  void few_entries_stay() {
    ping(one, "10.0.0.3");
    net.run(300);
    assertNotNull(one.ipv4().neighbours().lookup(oneEth0, Ipv4Address.parse("10.0.0.3")));
  }

  @Test
  void what_waits_in_vain_leaves_its_room_to_what_comes_later() {
    for (int round = 1; round <= 5; round++) {
      pingNobody(100);
      net.run(10 * round);
    }
    assertEquals(0, net.machine().softnet().drops(DropReason.NEIGH_QUEUEFULL));
    pingNobody(500);
    assertTrue(net.machine().softnet().drops(DropReason.NEIGH_QUEUEFULL) > 0);
  }

  private void pingNobody(int times) {
    for (int i = 0; i < times; i++) {
      assertEquals(SendResult.OK, ping(one, "10.0.1.99"));
    }
  }

  @Test
  void limits_are_seen_in_the_first_namespace_only() {
    assertEquals("1024", root.sysctls().get("net.ipv4.neigh.default.gc_thresh3"));
    assertNull(one.sysctls().get("net.ipv4.neigh.default.gc_thresh3"));
    assertEquals("30000", one.sysctls().get("net.ipv4.neigh.eth0.base_reachable_time_ms"));
    assertEquals("101", one.sysctls().get("net.ipv4.neigh.eth0.unres_qlen"));
  }

  @Test
  void one_request_is_enough_when_the_settings_say_so() {
    one.sysctls().set("net.ipv4.neigh.eth0.mcast_solicit", "1");
    one.sysctls().set("net.ipv4.neigh.eth0.retrans_time_ms", "100");
    net.watch(oneEth0);
    ping(one, "10.0.9.9");
    net.run(0.5);
    assertEquals(1, requests());
    Neighbour failed = one.ipv4().neighbours().lookup(oneEth0, Ipv4Address.parse("10.0.9.9"));
    assertEquals(NudState.FAILED, failed == null ? null : failed.state());
  }

  private long requests() {
    return net.seen(oneEth0).stream().filter(l -> l.startsWith(">") && isRequest(l)).count();
  }

  private static boolean isRequest(String line) {
    return line.toLowerCase(Locale.ROOT).contains("who-has")
        || line.toLowerCase(Locale.ROOT).contains("arp");
  }

  @Test
  void neighbours_are_told_when_a_device_comes_up_and_when_its_mac_changes() {
    one.sysctls().set("net.ipv4.conf.eth0.arp_notify", "1");
    oneEth0.setUp(false);
    net.watch(oneEth0);
    oneEth0.setUp(true);
    assertEquals(1, requests());
    oneEth0.changeMac(Mac.parse("02:00:00:00:00:99"));
    assertEquals(2, requests());
  }

  // ---- answers for others --------------------------------------------------------------------

  /// A second network behind the host, whose router answers for it.
  private void far() {
    Bridge other = net.bridge("br1", "10.1.0.1/24");
    Netns behind = net.namespace("behind");
    net.join(behind, other, "10.1.0.2/24");
    root.sysctls().set("net.ipv4.ip_forward", "1");
    net.route(behind, behind.devices().getLast(), "0.0.0.0/0", "10.1.0.1");
    Route onLink =
        new Route(
            Ipv4Prefix.parse("10.1.0.0/24"),
            RouteType.UNICAST,
            oneEth0,
            0,
            0,
            0,
            Scope.LINK,
            "boot",
            Route.MAIN_TABLE,
            false,
            Route.Extras.NONE);
    one.ipv4().fib().add(onLink);
  }

  private boolean isKnown(String address) {
    Neighbour found = one.ipv4().neighbours().lookup(oneEth0, Ipv4Address.parse(address));
    return found != null && found.state().isValid();
  }

  @Test
  void an_answer_for_another_comes_within_the_proxy_delay() {
    far();
    root.sysctls().set("net.ipv4.conf.br0.proxy_arp", "1");
    ping(one, "10.1.0.2");
    net.run(0.001);
    assertTrue(!isKnown("10.1.0.2"));
    net.run(0.9);
    assertTrue(isKnown("10.1.0.2"));
  }

  @Test
  void without_a_delay_it_comes_at_once_and_only_for_those_listed() {
    far();
    root.sysctls().set("net.ipv4.neigh.br0.proxy_delay", "0");
    root.ipv4().neighbours().addProxied(bridge, IpAddress.parse("10.1.0.2"));
    ping(one, "10.1.0.2");
    ping(one, "10.1.0.3");
    net.run(0.01);
    assertTrue(isKnown("10.1.0.2"));
    net.run(1);
    assertTrue(!isKnown("10.1.0.3"));
  }

  @Test
  void neighbour_discovery_answers_for_those_listed() {
    TestNet six = TestNet.withIpv6();
    Netns host = six.namespace("host");
    Netns router = six.namespace("router");
    VethEnd end =
        VethEnd.pair(
            six.machine().softnet(),
            new VethEnd.Spec("lan", six.machine().randomMac()),
            new VethEnd.Spec("eth0", six.machine().randomMac()));
    router.moveIn(end);
    host.moveIn(end.peer());
    router.sysctls().set("net.ipv6.conf.all.forwarding", "1");
    router.sysctls().set("net.ipv6.conf.lan.proxy_ndp", "1");
    end.setUp(true);
    end.peer().setUp(true);
    six.run(3);
    Ipv6Prefix own = Ipv6Prefix.parse("2001:db8::1/64");
    host.ipv6().interfaces().addAddress(end.peer(), own, true);
    router.ipv6().neighbours().addProxied(end, IpAddress.parse("2001:db8::7"));
    Ipv6EchoSocket socket = host.ipv6().icmp().open(1, new Nobody());
    socket.flow().setDestination(Ipv6Address.parse("2001:db8::7"));
    socket.send(1, new byte[8]);
    six.run(1);
    Ipv6Address listed = Ipv6Address.parse("2001:db8::7");
    Neighbour known = host.ipv6().neighbours().lookup(end.peer(), listed.high(), listed.low());
    assertEquals(end.mac(), known == null ? 0 : known.mac());
  }
}
