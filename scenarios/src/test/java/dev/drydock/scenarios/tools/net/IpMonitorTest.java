package dev.drydock.scenarios.tools.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// `ip monitor`: messages and their order as iproute2 6.1 prints them on Linux 6.18.
class IpMonitorTest {
  private final Typist typist = new Typist();
  private int listeners;

  private String told(String objects, String... lines) {
    String file = "/tmp/told" + ++listeners;
    typist.set("timeout 60 ip monitor " + objects + " > " + file + " &", "sleep 0.1");
    typist.set(lines);
    return typist.type("sleep 1; cat " + file);
  }

  @Test
  void an_address_comes_with_its_routes_and_goes_with_them() {
    assertEquals(
        """
        2: eth0    inet 10.5.0.1/24 scope global eth0
               valid_lft forever preferred_lft forever
        local 10.5.0.1 dev eth0 table local proto kernel scope host src 10.5.0.1\s
        10.5.0.0/24 dev eth0 proto kernel scope link src 10.5.0.1\s
        broadcast 10.5.0.255 dev eth0 table local proto kernel scope link src 10.5.0.1\s
        Deleted 2: eth0    inet 10.5.0.1/24 scope global eth0
               valid_lft forever preferred_lft forever
        Deleted 10.5.0.0/24 dev eth0 proto kernel scope link src 10.5.0.1\s
        Deleted broadcast 10.5.0.255 dev eth0 table local proto kernel scope link src 10.5.0.1\s
        Deleted local 10.5.0.1 dev eth0 table local proto kernel scope host src 10.5.0.1\s
        """,
        told("", "ip addr add 10.5.0.1/24 dev eth0", "ip addr del 10.5.0.1/24 dev eth0"));
  }

  @Test
  void a_link_that_goes_down_takes_its_ipv4_routes_without_a_word() {
    typist.set("ip link add br0 type bridge; ip addr add 10.1.0.1/24 dev br0");
    typist.set(
        "ip link set br0 address 02:00:00:00:00:07; sysctl -q net.ipv6.conf.br0.disable_ipv6=1");
    typist.set("ip link set br0 up");

    String index = typist.type("cat /sys/class/net/br0/ifindex").strip();
    assertEquals(
        "[LINK]"
            + index
            + ": br0: <BROADCAST,MULTICAST> mtu 1500 qdisc noqueue state DOWN group default \n"
            + "    link/ether 02:00:00:00:00:07 brd ff:ff:ff:ff:ff:ff\n",
        told("all", "ip link set br0 down"));
  }

  @Test
  void a_neighbour_is_told_of_when_it_answers_and_when_it_is_deleted() {
    String said =
        told(
            "neigh",
            "ping -c 1 -W 1 192.168.1.50 > /dev/null",
            "ip neigh add 192.168.1.77 lladdr 02:00:00:00:00:77 dev eth0",
            "ip neigh del 192.168.1.77 dev eth0");

    assertTrue(said.startsWith("192.168.1.50 dev eth0 lladdr "), said);
    assertTrue(
        said.endsWith(
            """
             REACHABLE\s
            192.168.1.77 dev eth0 lladdr 02:00:00:00:00:77 PERMANENT\s
            192.168.1.77 dev eth0 FAILED\s
            Deleted 192.168.1.77 dev eth0 FAILED\s
            """),
        said);
  }

  @Test
  void only_what_was_asked_for_is_told() {
    assertEquals(
        "10.9.0.0/16 via 192.168.1.1 dev eth0 \n",
        told("route", "ip rule add table 7", "ip route add 10.9.0.0/16 via 192.168.1.1"));
    assertEquals("", told("dev lo", "ip route del 10.9.0.0/16"));
  }

  @Test
  void stamps_stand_before_or_in_front() {
    typist.set(
        "timeout 9 ip -ts monitor rule > /tmp/short &",
        "timeout 9 ip -t monitor rule > /tmp/long &");
    typist.set("sleep 0.1; ip rule add from 10.3.3.3 table 100; sleep 1");
    assertTrue(
        typist
            .type("cat /tmp/short")
            .matches("\\[2026-01-01T00:00:0\\d\\.\\d{6}] 32765:\tfrom 10.3.3.3 lookup 100\n"));
    assertTrue(
        typist
            .type("cat /tmp/long")
            .matches("Timestamp: Thu Jan  1 00:00:0\\d 2026 \\d+ usec\n32765:\tfrom.*\n"));
  }

  @Test
  void a_change_is_stamped_with_its_own_moment_however_short_the_last_one_is_ago() {
    typist.set("timeout 9 ip -ts monitor neigh > /tmp/told &");
    typist.set("timeout 9 tcpdump -n -i eth0 arp > /tmp/seen &");
    typist.set("sleep 0.1; ping -c 1 192.168.1.50 > /dev/null; sleep 1");

    String seen = typist.type("grep Reply /tmp/seen").replaceFirst(" (?s).*", "");
    String told = typist.type("grep REACHABLE /tmp/told");
    assertTrue(told.startsWith("[2026-01-01T" + seen + "]"), seen + " " + told);
  }

  @Test
  void what_only_a_command_sets_is_told_of() {
    String said = told("link", "ip link set eth0 alias uplink", "ip link set eth0 group 7");
    assertEquals(2, said.lines().filter(line -> line.endsWith("alias uplink")).count(), said);
    assertEquals(1, said.lines().filter(line -> line.contains("group 7 ")).count(), said);
  }

  @Test
  void labels_of_addresses_follow_a_new_name() {
    typist.set("ip link add v0 type veth peer name v1; ip addr add 10.1.0.1/24 dev v0");
    typist.set("ip addr add 10.2.0.1/24 dev v0 label v0:x; ip addr add 10.3.0.1/24 dev v0");
    typist.set("ip link set v0 name front");
    String shown = typist.type("ip -4 addr show front");
    assertTrue(shown.contains("inet 10.1.0.1/24 scope global front\n"), shown);
    assertTrue(shown.contains("inet 10.2.0.1/24 scope global front:x\n"), shown);
    assertTrue(shown.contains("inet 10.3.0.1/24 scope global front:3\n"), shown);
  }

  @Test
  void wrong_words_are_refused() {
    assertEquals(
        "Argument \"foo\" is unknown, try \"ip monitor help\".\n", typist.type("ip monitor foo"));
    assertEquals(
        "Error: argument \"nope\" is wrong: Device does not exist\n\n",
        typist.type("ip monitor dev nope"));
    assertEquals(255, typist.status());
  }
}
