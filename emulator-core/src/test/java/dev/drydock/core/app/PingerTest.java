package dev.drydock.core.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Mac;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PingerTest {
  private final TestNet net = new TestNet();
  private final Bridge docker0 = net.bridge("docker0", "172.17.0.1/16");
  private final Netns one = net.namespace("one");
  private final Netns two = net.namespace("two");
  private final NetDevice oneEth0 = net.join(one, docker0, "172.17.0.2/16");
  private final NetDevice twoEth0 = net.join(two, docker0, "172.17.0.3/16");

  @Test
  @Tag("X01")
  @Tag("X02")
  @Tag("X03")
  @Tag("S034")
  void a_ping_across_a_bridge_is_arp_and_then_echoes_on_both_ends() {
    net.watch(oneEth0);
    net.watch(twoEth0);

    Pings pings = Pings.start(one, PingStyle.BUSYBOX, "172.17.0.3", 2);
    net.run(3);

    assertEquals(
        List.of(
            "> ARP who has 172.17.0.3 tell 172.17.0.2",
            "< ARP 172.17.0.3 is at " + Mac.format(twoEth0.mac()),
            "> 172.17.0.2 > 172.17.0.3 ttl 64 ICMP type 8 code 0",
            "< 172.17.0.3 > 172.17.0.2 ttl 64 ICMP type 0 code 0",
            "> 172.17.0.2 > 172.17.0.3 ttl 64 ICMP type 8 code 0",
            "< 172.17.0.3 > 172.17.0.2 ttl 64 ICMP type 0 code 0"),
        net.seen(oneEth0));
    assertEquals(6, net.seen(twoEth0).size());
    assertEquals(
        List.of(
            "reply 0 from 172.17.0.3 ttl 64",
            "reply 1 from 172.17.0.3 ttl 64",
            "2 sent, 2 received, 0 errors"),
        pings.report());
  }

  @Test
  void of_two_that_wake_together_the_second_asks_when_the_first_has_its_answer() {
    Pings.start(one, PingStyle.IPUTILS, "172.17.0.3", 2);
    Pings.start(one, PingStyle.IPUTILS, "172.17.0.3", 2);
    net.watch(oneEth0);
    net.run(3);

    String asks = "> 172.17.0.2 > 172.17.0.3 ttl 64 ICMP type 8 code 0";
    String hears = "< 172.17.0.3 > 172.17.0.2 ttl 64 ICMP type 0 code 0";
    List<String> seen = net.seen(oneEth0);
    assertEquals(List.of(asks, hears, asks, hears), seen.subList(seen.size() - 4, seen.size()));
  }

  @Test
  void nothing_is_outstanding_when_the_network_is_quiet() {
    Pings pings = Pings.start(one, PingStyle.IPUTILS, "172.17.0.3", 3);
    net.run(60);

    assertTrue(pings.isDone());
    assertEquals(0, net.frames().outstanding());
  }

  @Test
  void iputils_counts_from_one_and_ends_with_the_last_answer() {
    Pings pings = Pings.start(one, PingStyle.IPUTILS, "172.17.0.1", 2);
    net.run(0.5);
    assertFalse(pings.isDone());
    net.run(0.6);

    assertEquals(
        List.of(
            "reply 1 from 172.17.0.1 ttl 64",
            "reply 2 from 172.17.0.1 ttl 64",
            "2 sent, 2 received, 0 errors"),
        pings.report());
  }

  @Test
  void an_address_nobody_has_is_asked_for_three_times_and_then_unreachable() {
    net.watch(oneEth0);

    Pings pings = Pings.start(one, PingStyle.IPUTILS, "172.17.0.9", 3);
    net.run(4);

    assertEquals(3, net.seen(oneEth0).size());
    assertEquals(
        List.of(
            "error 1 from 172.17.0.2 3/1",
            "error 2 from 172.17.0.2 3/1",
            "error 3 from 172.17.0.2 3/1",
            "3 sent, 0 received, 3 errors"),
        pings.report());
  }

  @Test
  void busybox_gives_up_ten_seconds_after_its_last_request() {
    Pings pings = Pings.start(one, PingStyle.BUSYBOX, "172.17.0.9", 1);
    net.run(9.9);
    assertFalse(pings.isDone());
    net.run(0.2);

    assertTrue(pings.isDone());
  }

  @Test
  void without_a_route_nothing_is_sent() {
    Pings pings = Pings.start(one, PingStyle.BUSYBOX, "203.0.113.10", 2);
    net.run(1);

    assertEquals(
        List.of("not sent 0 NETWORK_UNREACHABLE mtu 1500", "1 sent, 0 received, 0 errors"),
        pings.report());
  }

  @Test
  void a_namespace_pings_itself_over_its_loopback() {
    net.watch(one.loopback());
    net.watch(oneEth0);

    Pings pings = Pings.start(one, PingStyle.IPUTILS, "172.17.0.2", 1);
    net.run(1);

    assertEquals("reply 1 from 172.17.0.2 ttl 64", pings.report().get(0));
    assertEquals(2, net.seen(one.loopback()).size());
    assertEquals(List.of(), net.seen(oneEth0));
  }

  @Test
  void iputils_waits_for_the_last_answer_as_long_as_two_of_the_slowest() {
    Pings pings = Pings.start(one, PingStyle.IPUTILS, "172.17.0.3", 2);
    net.run(0.5);
    two.remove(twoEth0);
    net.run(1.4);
    assertFalse(pings.isDone());
    net.run(0.2);

    assertTrue(pings.isDone());
    assertEquals("2 sent, 1 received, 0 errors", pings.report().get(1));
  }

  @Test
  void busybox_waits_a_second_for_the_last_answer_once_it_had_one() {
    Pings pings = Pings.start(one, PingStyle.BUSYBOX, "172.17.0.3", 2);
    net.run(0.5);
    two.remove(twoEth0);
    net.run(1.4);
    assertFalse(pings.isDone());
    net.run(0.2);

    assertTrue(pings.isDone());
  }

  @Test
  void iputils_with_a_deadline_sends_on_until_enough_is_answered() {
    two.remove(twoEth0);
    Pings pings = Pings.start(options("172.17.0.3", 1).with(times(2.5)), one);
    net.run(2.4);
    assertFalse(pings.isDone());
    net.run(0.2);

    assertTrue(pings.isDone());
    assertEquals(3, pings.summary().sent());
  }

  @Test
  void the_time_of_iputils_ends_with_its_last_request() {
    Pings pings = Pings.start(one, PingStyle.IPUTILS, "172.17.0.9", 1);
    net.run(5);

    assertEquals(0, pings.summary().lastSendNanos());
  }

  @Test
  void the_pipe_is_what_was_on_its_way_when_the_first_failed() {
    Pings pings = Pings.start(one, PingStyle.IPUTILS, "172.17.0.9", 3);
    net.run(5);

    assertEquals(3, pings.summary().pipe());
  }

  @Test
  void what_must_not_be_fragmented_and_is_too_long_is_an_error_at_once_but_waits_an_interval() {
    PingOptions.Packet packet = new PingOptions.Packet(1600, 64, 0, PathMtu.DO);
    Pings pings = Pings.start(options("172.17.0.3", 1).with(packet), one);
    net.run(0.9);
    assertEquals(List.of("not sent 1 MESSAGE_TOO_LONG mtu 1500"), pings.report());
    net.run(0.2);

    assertEquals(
        List.of("not sent 1 MESSAGE_TOO_LONG mtu 1500", "1 sent, 0 received, 1 errors"),
        pings.report());
  }

  @Test
  void a_group_is_asked_with_a_ttl_of_one_unless_told_otherwise() {
    net.watch(oneEth0);

    PingOptions group = options("224.0.0.1", 1).from(IpAddress.ANY_V4, oneEth0);
    Pings.start(group, one);
    net.run(1);
    PingOptions.Packet far = new PingOptions.Packet(56, 7, 0, PathMtu.WANT);
    Pings.start(group.with(far), one);
    net.run(1);

    assertEquals(
        List.of(
            "> 172.17.0.2 > 224.0.0.1 ttl 1 ICMP type 8 code 0",
            "> 172.17.0.2 > 224.0.0.1 ttl 7 ICMP type 8 code 0"),
        net.seen(oneEth0));
  }

  @Test
  void busybox_hears_no_errors() {
    Pings pings = Pings.start(one, PingStyle.BUSYBOX, "172.17.0.9", 1);
    net.run(20);

    assertEquals(List.of("1 sent, 0 received, 0 errors"), pings.report());
  }

  private PingOptions options(String to, int count) {
    return PingOptions.of(net.loop(), PingStyle.IPUTILS, IpAddress.parse(to), count);
  }

  private static PingOptions.Times times(double deadlineSeconds) {
    return new PingOptions.Times(1_000_000_000L, 10_000_000_000L, (long) (deadlineSeconds * 1e9));
  }
}
