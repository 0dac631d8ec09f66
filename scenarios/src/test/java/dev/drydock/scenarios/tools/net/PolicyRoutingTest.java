package dev.drydock.scenarios.tools.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Rules, tables, several next hops and metrics of `dh1`, which has a second device with the
/// network 10.5.0.0/24.
class PolicyRoutingTest {
  private final Typist typist = new Typist();

  @BeforeEach
  void secondDevice() {
    typist.set(
        "ip link add v0 type veth peer name v1",
        "ip link set v0 up",
        "ip link set v1 up",
        "ip addr add 10.5.0.1/24 dev v0");
  }

  @Test
  void the_kernels_own_rules_are_there() {
    assertEquals(
        """
        0:\tfrom all lookup local
        32766:\tfrom all lookup main
        32767:\tfrom all lookup default
        """,
        typist.type("ip rule"));
  }

  @Test
  void rules_are_shown_by_priority_and_new_ones_come_first() {
    typist.set(
        "ip rule add from 10.5.0.1 table 100",
        "ip rule add fwmark 0x1/0xff lookup 101",
        "ip rule add to 10.9.0.0/16 iif v0 prohibit pref 500");

    assertEquals(
        """
        0:\tfrom all lookup local
        500:\tfrom all to 10.9.0.0/16 iif v0 prohibit
        32764:\tfrom all fwmark 0x1/0xff lookup 101
        32765:\tfrom 10.5.0.1 lookup 100
        32766:\tfrom all lookup main
        32767:\tfrom all lookup default
        """,
        typist.type("ip rule"));
  }

  @Test
  void rules_can_be_asked_for_by_what_they_say() {
    typist.set("ip rule add from 10.5.0.1 table 100", "ip rule add to 10.9.0.0/16 table 100");
    assertEquals("32765:\tfrom 10.5.0.1 lookup 100\n", typist.type("ip rule list from 10.5.0.1"));
    assertEquals("32766:\tfrom all lookup main\n", typist.type("ip rule show table main"));
    assertEquals(
        "Error: argument \"nosuch\" is wrong: invalid table ID\n\n",
        typist.type("ip rule add from 1.2.3.4 table nosuch"));
  }

  @Test
  void small_marks_are_decimal_in_answers() {
    assertTrue(typist.type("ip route get 10.5.0.9 mark 15").contains(" mark 15 uid 0"));
    assertTrue(typist.type("ip route get 10.5.0.9 mark 16").contains(" mark 0x10 uid 0"));
  }

  @Test
  void a_rule_sends_a_source_by_its_own_table() {
    typist.set(
        "ip route add 198.18.0.0/24 via 192.168.1.50",
        "ip route add 198.18.0.0/24 via 10.5.0.2 table 100",
        "ip rule add from 10.5.0.1 lookup 100");

    assertEquals(
        "198.18.0.9 via 192.168.1.50 dev eth0 src 192.168.1.41 uid 0 \n    cache \n",
        typist.type("ip route get 198.18.0.9"));
    assertEquals(
        "198.18.0.9 from 10.5.0.1 via 10.5.0.2 dev v0 table 100 uid 0 \n    cache \n",
        typist.type("ip route get 198.18.0.9 from 10.5.0.1"));
  }

  @Test
  void a_mark_chooses_the_table_and_a_refusing_rule_refuses() {
    typist.set(
        "ip route add default via 10.5.0.2 table 7",
        "ip rule add fwmark 5 lookup 7",
        "ip rule add to 198.18.1.0/24 unreachable");

    assertEquals(
        "198.18.0.9 via 10.5.0.2 dev v0 table 7 src 10.5.0.1 mark 5 uid 0 \n    cache \n",
        typist.type("ip route get 198.18.0.9 mark 5"));
    assertEquals("RTNETLINK answers: No route to host\n", typist.type("ip route get 198.18.1.1"));
  }

  @Test
  void a_rule_twice_exists_and_one_that_is_not_there_cannot_go() {
    typist.set("ip rule add from 10.5.0.1 table 100 pref 9");

    assertEquals(
        "RTNETLINK answers: File exists\n",
        typist.type("ip rule add from 10.5.0.1 table 100 pref 9"));
    typist.set("ip rule del from 10.5.0.1");
    assertEquals(
        "RTNETLINK answers: No such file or directory\n", typist.type("ip rule del from 10.5.0.1"));
  }

  @Test
  void several_next_hops_are_shown_below_each_other_and_share_the_flows() {
    typist.set(
        "ip route add 198.18.0.0/16 nexthop via 192.168.1.50 weight 1"
            + " nexthop via 10.5.0.2 dev v0 weight 3");

    assertTrue(
        typist
            .type("ip route")
            .contains(
                """
                198.18.0.0/16 \n\tnexthop via 192.168.1.50 dev eth0 weight 1 \n\tnexthop via\
                 10.5.0.2 dev v0 weight 3 \n\
                """));
    String ways =
        IntStream.range(1, 200)
            .mapToObj(i -> typist.type("ip route get 198.18.3." + i))
            .collect(Collectors.joining());
    int second = ways.split("dev v0", -1).length - 1;
    assertTrue(second > 120 && second < 180, "by v0: " + second);
  }

  @Test
  void a_next_hop_whose_device_goes_down_is_no_longer_used() {
    typist.set(
        "ip route add 198.18.0.0/16 nexthop via 192.168.1.50 nexthop via 10.5.0.2",
        "ip link set v0 down");

    for (int i = 1; i < 20; i++) {
      String way = typist.type("ip route get 198.18.3." + i);
      assertTrue(way.contains("dev eth0"), way);
    }
  }

  @Test
  void the_mtu_of_a_route_counts_for_what_is_sent_by_it() {
    typist.set("ip route add 198.18.0.0/24 via 192.168.1.50 mtu 1300");

    assertTrue(
        typist.type("ip route").contains("198.18.0.0/24 via 192.168.1.50 dev eth0 mtu 1300 \n"));
    assertTrue(
        typist
            .type("ping -c 1 -M do -s 1400 198.18.0.9")
            .contains("ping: local error: message too long, mtu=1300\n"));
  }
}
