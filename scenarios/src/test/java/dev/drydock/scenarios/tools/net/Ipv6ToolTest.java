package dev.drydock.scenarios.tools.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// IPv6 as `ip`, `bridge` and `ifconfig` show and change it, against recordings (iproute2 6.1 on
/// Linux 6.18, BusyBox 1.35).
class Ipv6ToolTest {
  private final Typist typist = new Typist();

  @BeforeEach
  void a_pair_with_its_other_end_in_a_container() {
    typist.set(
        "ip netns add one",
        "ip link add veth1 address 02:00:00:00:00:01 type veth peer name eth0"
            + " address 02:42:ac:1c:00:02 netns one",
        "ip link set veth1 up",
        "ip -n one link set eth0 up");
  }

  @Test
  void an_address_is_tentative_until_nobody_objected() {
    assertEquals(
        """
            inet6 fe80::ff:fe00:1/64 scope link tentative\s
               valid_lft forever preferred_lft forever
        """,
        lines(typist.type("ip -6 addr show veth1")));
    typist.set("sleep 3");
    assertEquals(
        """
            inet6 fe80::ff:fe00:1/64 scope link\s
               valid_lft forever preferred_lft forever
        """,
        lines(typist.type("ip -6 addr show veth1")));
  }

  /// Seen with iproute2 6.1 on Linux 6.18.
  @Test
  void a_device_gets_the_link_local_address_that_its_mode_makes() {
    typist.set(
        "ip link set veth1 down",
        "ip link set veth1 addrgenmode none",
        "ip link set veth1 up",
        "sleep 3");
    assertEquals("", typist.type("ip -6 addr show veth1"));
    assertTrue(typist.type("ip -d link show veth1").contains("    veth addrgenmode none numtx"));
    typist.set("ip link set veth1 addrgenmode eui64");
    assertEquals("", typist.type("ip -6 addr show veth1"));
    assertEquals(
        "Error: argument \"nope\" is wrong: Invalid address generation mode\n\n",
        typist.type("ip link set veth1 addrgenmode nope"));
    assertEquals(
        "RTNETLINK answers: Invalid argument\n",
        typist.type("ip link set veth1 addrgenmode stable_secret"));
  }

  private static String lines(String text) {
    return text.substring(text.indexOf('\n') + 1);
  }

  @Test
  void addresses_of_both_families_are_shown_the_wider_scope_first() {
    typist.set(
        "sleep 3",
        "ip -n one addr add 172.28.0.2/16 dev eth0",
        "ip -n one addr add fd00:db8:1::2/64 dev eth0 nodad");
    assertTrue(
        typist
            .type("one@dh1$ ip addr show eth0")
            .endsWith(
                """
                    inet 172.28.0.2/16 scope global eth0
                       valid_lft forever preferred_lft forever
                    inet6 fd00:db8:1::2/64 scope global flags 02\s
                       valid_lft forever preferred_lft forever
                    inet6 fe80::42:acff:fe1c:2/64 scope link\s
                       valid_lft forever preferred_lft forever
                """));
    assertTrue(
        typist.type("ip -n one addr show eth0").contains("fd00:db8:1::2/64 scope global nodad \n"));
    typist.set("ip -n one addr del fd00:db8:1::2/64 dev eth0");
    assertEquals(
        "Error: ipv6: address not found.\n",
        typist.type("ip -n one addr del fd00:db8:1::2/64 dev eth0"));
    assertEquals(2, typist.status());
  }

  @Test
  void routes_are_shown_with_metric_and_preference_the_default_last() {
    typist.set(
        "sleep 3",
        "ip -n one addr add fd00:db8:1::2/64 dev eth0 nodad",
        "ip -n one -6 route add default via fd00:db8:1::1");
    assertEquals(
        """
        fd00:db8:1::/64 dev eth0 proto kernel metric 256 pref medium
        fe80::/64 dev eth0 proto kernel metric 256 pref medium
        default via fd00:db8:1::1 dev eth0 metric 1024 pref medium
        """,
        typist.type("ip -n one -6 route"));
    assertEquals(
        """
        local fd00:db8:1::2 dev eth0 table local proto kernel metric 0 pref medium
        local fe80::42:acff:fe1c:2 dev eth0 table local proto kernel metric 0 pref medium
        multicast ff00::/8 dev eth0 table local proto kernel metric 256 pref medium
        """,
        typist
            .type("ip -n one route show table all")
            .lines()
            .filter(line -> line.contains("table local") && line.contains(":"))
            .reduce("", (text, line) -> text + line + "\n"));
    typist.set("ip -n one -6 route del default");
    assertEquals("", typist.type("ip -n one -6 route show default"));
    assertEquals("RTNETLINK answers: No such process\n", typist.type("ip -6 route del default"));
  }

  @Test
  void the_groups_of_a_device_are_in_the_forwarding_database_as_its_own() {
    typist.set("sleep 3");
    assertEquals(
        """
        33:33:00:00:00:01 self permanent
        01:00:5e:00:00:01 self permanent
        33:33:ff:00:00:01 self permanent
        """,
        typist.type("bridge fdb show dev veth1"));
  }

  @Test
  void ifconfig_of_both_kinds_has_a_line_for_each_address() {
    typist.set("sleep 3");
    assertTrue(
        typist
            .type("ifconfig veth1")
            .contains("        inet6 fe80::ff:fe00:1  prefixlen 64  scopeid 0x20<link>\n"));
    assertTrue(
        typist
            .type("one@dh1$ ifconfig eth0")
            .contains("          inet6 addr: fe80::42:acff:fe1c:2/64 Scope:Link\n"));
  }

  private void numbered() {
    typist.set(
        "ip addr add fd00:db8:1::1/64 dev veth1 nodad",
        "ip -n one addr add fd00:db8:1::2/64 dev eth0 nodad",
        "sleep 3");
  }

  private String normalised(String line) {
    return typist
        .type(line)
        .replaceAll("time=[0-9.]+ ms", "time=T")
        .replaceAll("time \\d+ms", "time T")
        .replaceAll("= [0-9./]+ ms", "= T");
  }

  @Test
  void a_ping_of_iputils_reads_as_recorded() {
    numbered();
    assertEquals(
        """
        PING fd00:db8:1::2(fd00:db8:1::2) 56 data bytes
        64 bytes from fd00:db8:1::2: icmp_seq=1 ttl=64 time=T
        64 bytes from fd00:db8:1::2: icmp_seq=2 ttl=64 time=T

        --- fd00:db8:1::2 ping statistics ---
        2 packets transmitted, 2 received, 0% packet loss, time T
        rtt min/avg/max/mdev = T
        """,
        normalised("ping -6 -c 2 fd00:db8:1::2"));
    assertEquals(0, typist.status());
    assertEquals(
        """
        PING fd00:db8:1::dead(fd00:db8:1::dead) 56 data bytes
        From fd00:db8:1::1 icmp_seq=1 Destination unreachable: Address unreachable
        From fd00:db8:1::1 icmp_seq=2 Destination unreachable: Address unreachable
        From fd00:db8:1::1 icmp_seq=3 Destination unreachable: Address unreachable

        --- fd00:db8:1::dead ping statistics ---
        3 packets transmitted, 0 received, +3 errors, 100% packet loss, time T

        """,
        normalised("ping -6 -c 3 fd00:db8:1::dead"));
    assertEquals(1, typist.status());
    assertEquals(
        "ping: connect: Network is unreachable\n", typist.type("ping -6 -c 1 2001:db8::1"));
    assertEquals(2, typist.status());
  }

  @Test
  void a_link_local_address_needs_its_link() {
    numbered();
    assertEquals(
        "ping: connect: Invalid argument\n", typist.type("ping -6 -c 1 fe80::42:acff:fe1c:2"));
    assertTrue(
        typist
            .type("ping -6 -c 1 fe80::42:acff:fe1c:2%veth1")
            .contains("1 packets transmitted, 1 received"));
  }

  @Test
  void a_ping_of_busybox_finds_its_family_by_the_address() {
    numbered();
    assertEquals(
        """
        PING fd00:db8:1::1 (fd00:db8:1::1): 56 data bytes
        64 bytes from fd00:db8:1::1: seq=0 ttl=64 time=T

        --- fd00:db8:1::1 ping statistics ---
        1 packets transmitted, 1 packets received, 0% packet loss
        round-trip min/avg/max = T
        """,
        normalised("one@dh1$ ping -c 1 fd00:db8:1::1"));
  }

  @Test
  void neighbours_of_both_families_are_listed_changed_and_flushed() {
    numbered();
    typist.set("ping -6 -c 1 fd00:db8:1::2");
    assertEquals(
        "fd00:db8:1::2 dev veth1 lladdr 02:42:ac:1c:00:02 REACHABLE \n",
        typist.type("ip -6 neigh show fd00:db8:1::2"));
    typist.set("ip -6 neigh flush all");
    assertEquals("", typist.type("ip -6 neigh"));
    typist.set("ip neigh add fd00:db8:1::9 lladdr 02:00:00:00:00:09 dev veth1");
    assertEquals(
        "fd00:db8:1::9 dev veth1 lladdr 02:00:00:00:00:09 PERMANENT \n",
        typist.type("ip neigh show dev veth1").replace("1::9 lladdr", "1::9 dev veth1 lladdr"));
    typist.set("ip neigh del fd00:db8:1::9 dev veth1");
    assertEquals("", typist.type("ip -6 neigh"));
  }

  /// Seen with iproute2 6.1 on Linux 6.18.
  @Test
  void what_a_route_says_of_packets_is_kept_and_shown() {
    typist.set(
        "sleep 3",
        "ip -6 addr add fd01::1/64 dev veth1 nodad",
        "ip -6 route add fd99::/64 via fd01::2 mtu lock 1300 hoplimit 9 pref high expires 60"
            + " src fd01::1");
    assertEquals(
        "fd99::/64 via fd01::2 dev veth1 src fd01::1 metric 1024 expires 59sec mtu lock 1300"
            + " hoplimit 9 pref high\n",
        typist.type("ip -6 route show fd99::/64"));
    assertEquals(
        "fd99::1 from :: via fd01::2 dev veth1 src fd01::1 metric 1024 mtu lock 1300 hoplimit 9"
            + " pref high\n",
        typist.type("ip -6 route get fd99::1"));
    assertEquals(
        "Error: Invalid source address.\n",
        typist.type("ip -6 route add fd98::/64 via fd01::2 src fd01::7"));
    assertEquals(
        "Error: argument \"nope\" is wrong: \"pref\" value is invalid\n\n",
        typist.type("ip -6 route add fd98::/64 via fd01::2 pref nope"));
    typist.set("sleep 61");
    assertEquals("", typist.type("ip -6 route show fd99::/64"));
  }
}
