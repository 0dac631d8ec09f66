package dev.drydock.core.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Ipv6Prefix;
import dev.drydock.core.wire.Mac;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// IPv6 from end to end: what was recorded of Linux 6.18 between two containers of a bridge.
class Ipv6PingTest {
  private final TestNet net = TestNet.withIpv6();
  private final Bridge bridge = net.bridge("br0", "172.28.0.1/16");
  private final Netns host = net.machine().root();
  private final Netns one = net.namespace("one");
  private final Netns two = net.namespace("two");
  private final NetDevice oneEth0 = net.join(one, bridge, "172.28.0.2/16");
  private final NetDevice twoEth0 = net.join(two, bridge, "172.28.0.3/16");

  @BeforeEach
  void addresses() {
    oneEth0.setMac(Mac.parse("02:42:ac:1c:00:02"));
    twoEth0.setMac(Mac.parse("02:42:ac:1c:00:03"));
    net.address(host, bridge, "fd00:db8:1::1/64");
    net.address(one, oneEth0, "fd00:db8:1::2/64");
    net.address(two, twoEth0, "fd00:db8:1::3/64");
    net.route(one, oneEth0, "::/0", "fd00:db8:1::1");
    net.route(two, twoEth0, "::/0", "fd00:db8:1::1");
    host.sysctls().set("net.ipv6.conf.all.forwarding", "1");
    net.run(10);
  }

  private Pings ping(Netns from, String to, int count) {
    PingOptions options = PingOptions.of(net.loop(), PingStyle.IPUTILS, IpAddress.parse(to), count);
    return Pings.start(options, from);
  }

  /// Without what interfaces say on their own: questions for routers.
  private List<String> seen(NetDevice device) {
    return net.seen(device).stream().filter(s -> !s.contains("type 133")).toList();
  }

  @Test
  void the_first_ping_asks_for_the_neighbour_who_asks_back_after_five_seconds() {
    net.watch(oneEth0);

    Pings pings = ping(one, "fd00:db8:1::3", 2);
    net.run(8);

    assertEquals(
        List.of(
            "reply 1 from fd00:db8:1::3 ttl 64",
            "reply 2 from fd00:db8:1::3 ttl 64",
            "2 sent, 2 received, 0 errors"),
        pings.report());
    String back = Ipv6Address.linkLocal(twoEth0.mac()).toString();
    String linkLocal =
        Objects.requireNonNull(two.ipv6().interfaces().find(twoEth0))
            .addresses()
            .get(1)
            .address()
            .toString();
    assertTrue(linkLocal.startsWith("fe80::"), back);
    assertEquals(
        List.of(
            "> fd00:db8:1::2 > ff02::1:ff00:3 hop 255 ICMPv6 type 135 code 0",
            "< fd00:db8:1::3 > fd00:db8:1::2 hop 255 ICMPv6 type 136 code 0",
            "> fd00:db8:1::2 > fd00:db8:1::3 hop 64 ICMPv6 type 128 code 0",
            "< fd00:db8:1::3 > fd00:db8:1::2 hop 64 ICMPv6 type 129 code 0",
            "> fd00:db8:1::2 > fd00:db8:1::3 hop 64 ICMPv6 type 128 code 0",
            "< fd00:db8:1::3 > fd00:db8:1::2 hop 64 ICMPv6 type 129 code 0",
            "< " + linkLocal + " > fd00:db8:1::2 hop 255 ICMPv6 type 135 code 0",
            "> fd00:db8:1::2 > " + linkLocal + " hop 255 ICMPv6 type 136 code 0"),
        seen(oneEth0));
    assertEquals(0, net.frames().outstanding());
  }

  @Test
  void nobody_having_the_address_is_told_after_three_questions() {
    net.watch(oneEth0);

    Pings pings = ping(one, "fd00:db8:1::dead", 3);
    net.run(8);

    assertEquals(
        List.of(
            "error 1 from fd00:db8:1::2 1/3",
            "error 2 from fd00:db8:1::2 1/3",
            "error 3 from fd00:db8:1::2 1/3",
            "3 sent, 0 received, 3 errors"),
        pings.report());
    assertEquals(
        List.of(
            "> fd00:db8:1::2 > ff02::1:ff00:dead hop 255 ICMPv6 type 135 code 0",
            "> fd00:db8:1::2 > ff02::1:ff00:dead hop 255 ICMPv6 type 135 code 0",
            "> fd00:db8:1::2 > ff02::1:ff00:dead hop 255 ICMPv6 type 135 code 0"),
        seen(oneEth0));
    assertEquals(0, net.frames().outstanding());
  }

  @Test
  void a_router_without_a_route_says_so() {
    Pings pings = ping(one, "2001:db8::1", 1);
    net.run(2);
    assertEquals(
        List.of("error 1 from fd00:db8:1::1 1/0", "1 sent, 0 received, 1 errors"), pings.report());
  }

  @Test
  void a_namespace_pings_itself_and_a_link_local_address() {
    Pings self = ping(one, "::1", 1);
    net.run(2);
    assertEquals("1 sent, 1 received, 0 errors", self.report().getLast());
    String linkLocal =
        Objects.requireNonNull(two.ipv6().interfaces().find(twoEth0))
            .addresses()
            .get(1)
            .address()
            .toString();
    PingOptions options =
        PingOptions.of(net.loop(), PingStyle.IPUTILS, IpAddress.parse(linkLocal), 1);
    Pings near = Pings.start(options.from(IpAddress.ANY_V6, oneEth0), one);
    net.run(2);
    assertEquals("1 sent, 1 received, 0 errors", near.report().getLast());
  }

  @Test
  void a_hop_limit_of_one_ends_at_the_router_and_a_large_packet_at_the_smaller_link() {
    Bridge far = net.bridge("br1", "172.29.0.1/16");
    Netns three = net.namespace("three");
    NetDevice threeEth0 = net.join(three, far, "172.29.0.2/16");
    net.address(host, far, "fd00:db8:2::1/64");
    net.address(three, threeEth0, "fd00:db8:2::2/64");
    net.route(three, threeEth0, "::/0", "fd00:db8:2::1");
    net.run(3);
    PingOptions options =
        PingOptions.of(net.loop(), PingStyle.IPUTILS, IpAddress.parse("fd00:db8:2::2"), 1);

    Pings through = Pings.start(options, one);
    net.run(2);
    Pings shortLived =
        Pings.start(options.with(new PingOptions.Packet(56, 1, 0, PathMtu.WANT)), one);
    net.run(2);
    far.setOwnMtu(1300);
    Pings large = Pings.start(options.with(new PingOptions.Packet(1400, 64, 0, PathMtu.WANT)), one);
    net.run(2);

    assertEquals("reply 1 from fd00:db8:2::2 ttl 63", through.report().getFirst());
    assertEquals("error 1 from fd00:db8:1::1 3/0", shortLived.report().getFirst());
    assertEquals("error 1 from fd00:db8:1::1 2/0", large.report().getFirst());
    assertEquals(0, net.frames().outstanding());
  }

  @Test
  void a_group_is_asked_with_a_hop_limit_of_one() {
    net.watch(oneEth0);
    IpAddress group = IpAddress.parse("ff02::1");
    PingOptions options = PingOptions.of(net.loop(), PingStyle.IPUTILS, group, 1);

    Pings.start(options.from(IpAddress.ANY_V6, oneEth0), one);
    net.run(1);

    String first = seen(oneEth0).getFirst();
    assertTrue(first.contains("> ff02::1 hop 1 ICMPv6 type 128"), first);
  }

  @Test
  void an_address_that_somebody_has_stays_tentative() {
    two.ipv6().interfaces().addAddress(twoEth0, Ipv6Prefix.parse("fd00:db8:1::2/64"), false);
    net.run(4);
    var address =
        Objects.requireNonNull(two.ipv6().interfaces().find(twoEth0)).addresses().getFirst();
    assertEquals("fd00:db8:1::2/64", address.prefix().toString());
    assertTrue(address.isTentative());
    assertTrue(address.isDuplicate());
  }

  @Test
  void a_new_interface_reports_its_groups_asks_for_its_address_and_for_routers() {
    Netns late = net.namespace("late");
    NetDevice eth0 = net.join(late, bridge, "172.28.0.9/16");
    net.watch(eth0);
    net.run(4);
    String own =
        Objects.requireNonNull(late.ipv6().interfaces().find(eth0))
            .addresses()
            .getFirst()
            .address()
            .toString();
    String group = Ipv6Address.parse(own).solicitedNode().toString();
    List<String> sent = net.seen(eth0).stream().filter(s -> s.startsWith("> ")).toList();
    assertEquals("> :: > ff02::16 hop 1 next 0", sent.getFirst());
    assertTrue(sent.contains("> :: > " + group + " hop 255 ICMPv6 type 135 code 0"));
    assertTrue(sent.contains("> " + own + " > ff02::2 hop 255 ICMPv6 type 133 code 0"));
    assertEquals(
        2, sent.stream().filter(s -> s.equals("> " + own + " > ff02::16 hop 1 next 0")).count());
  }
}
