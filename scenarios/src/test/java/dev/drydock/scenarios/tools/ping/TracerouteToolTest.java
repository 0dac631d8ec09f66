package dev.drydock.scenarios.tools.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import dev.drydock.scenarios.tools.net.Typist;
import org.junit.jupiter.api.Test;

/// `traceroute` of Dmitry Butskoy and of BusyBox. `pc` is a router to the address 10.8.0.1 of a
/// namespace behind it.
class TracerouteToolTest {
  private final Typist typist = new Typist();

  private void router() {
    typist.set(
        "pc$ ip netns add far",
        "pc$ ip link add v0 type veth peer name v1",
        "pc$ ip link set v1 netns far",
        "pc$ ip addr add 10.8.0.254/24 dev v0",
        "pc$ ip link set v0 up",
        "pc$ ip netns exec far ip addr add 10.8.0.1/24 dev v1",
        "pc$ ip netns exec far ip link set v1 up",
        "pc$ ip netns exec far ip route add default via 10.8.0.254",
        "pc$ sysctl -w net.ipv4.ip_forward=1",
        "ip route add 10.8.0.0/24 via 192.168.1.50");
  }

  private String normalised(String line) {
    return typist.type(line).replaceAll("\\d+\\.\\d{3} ms", "T");
  }

  @Test
  void each_hop_is_a_line_with_a_time_for_each_probe() {
    router();

    assertEquals(
        """
        traceroute to 10.8.0.1 (10.8.0.1), 30 hops max, 60 byte packets
         1  192.168.1.50  T  T  T
         2  10.8.0.1  T  T  T
        """,
        normalised("traceroute -n 10.8.0.1"));
    assertEquals(0, typist.status());
  }

  @Test
  void echo_requests_find_the_same_way() {
    router();

    assertEquals(
        """
        traceroute to 10.8.0.1 (10.8.0.1), 30 hops max, 60 byte packets
         1  192.168.1.50  T
         2  10.8.0.1  T
        """,
        normalised("traceroute -I -n -q 1 10.8.0.1"));
  }

  /// As `traceroute` 2.1.2 printed in namespaces of Linux 6.18, with a server on port 80 and none
  /// on 81.
  @Test
  void syns_find_the_same_way() {
    router();
    typist.set("pc$ ip netns exec far nc -l -k -p 80 &");

    assertEquals(
        """
        traceroute to 10.8.0.1 (10.8.0.1), 30 hops max, 60 byte packets
         1  192.168.1.50  T  T  T
         2  10.8.0.1  T  T  T
        """,
        normalised("traceroute -T -n 10.8.0.1"));
    assertEquals(
        """
        Running:
        	traceroute -T -O info -n 10.8.0.1\s
        traceroute to 10.8.0.1 (10.8.0.1), 30 hops max, 60 byte packets
         1  192.168.1.50  T  T  T
         2  10.8.0.1 <syn,ack>  T  T  T
        """,
        normalised("tcptraceroute -n 10.8.0.1"));
    assertEquals(
        " 2  10.8.0.1 <rst,ack>  T",
        normalised("tcptraceroute -q 1 -n 10.8.0.1 81").lines().toList().getLast());
  }

  @Test
  void a_port_that_is_dropped_ends_in_stars() {
    router();
    typist.set("pc$ ip netns exec far iptables -A INPUT -p tcp --dport 99 -j DROP");

    assertEquals(
        """
        traceroute to 10.8.0.1 (10.8.0.1), 3 hops max, 60 byte packets
         1  192.168.1.50  T
         2  *
         3  *
        """,
        normalised("traceroute -T -n -q 1 -m 3 -w 1 -p 99 10.8.0.1"));
  }

  @Test
  void busybox_prints_a_probe_after_the_other_with_two_spaces() {
    router();
    typist.set("ip netns add one");
    typist.set("ip link add w0 type veth peer name w1", "ip link set w1 netns one");
    typist.set("ip addr add 10.7.0.254/24 dev w0", "ip link set w0 up");
    typist.set("ip netns exec one ip addr add 10.7.0.1/24 dev w1");
    typist.set("ip netns exec one ip link set w1 up");

    assertEquals(
        """
        traceroute to 10.7.0.254 (10.7.0.254), 30 hops max, 46 byte packets
         1  10.7.0.254  T  T
        """,
        normalised("one@dh1$ traceroute -n -q 2 10.7.0.254"));
  }

  @Test
  void who_does_not_answer_is_a_star_after_the_wait() {
    router();
    typist.set("pc$ iptables -A OUTPUT -p icmp --icmp-type time-exceeded -j DROP");

    assertEquals(
        """
        traceroute to 10.8.0.1 (10.8.0.1), 30 hops max, 60 byte packets
         1  *
         2  10.8.0.1  T
        """,
        normalised("traceroute -n -q 1 -w 1 10.8.0.1"));
  }

  @Test
  void a_way_that_ends_is_marked() {
    router();
    typist.set(
        "pc$ ip route add prohibit 10.9.0.0/24", "ip route add 10.9.0.0/24 via 192.168.1.50");

    String said = normalised("traceroute -n -q 1 -m 5 10.9.0.1");

    assertTrue(said.contains(" 1  192.168.1.50  T !X\n"), said);
    assertEquals(2, said.lines().count());
  }

  @Test
  void at_most_so_many_hops_are_probed() {
    router();

    assertEquals(
        """
        traceroute to 10.8.0.1 (10.8.0.1), 1 hops max, 60 byte packets
         1  192.168.1.50  T
        """,
        normalised("traceroute -n -q 1 -m 1 10.8.0.1"));
  }

  @Test
  void without_a_route_the_first_probe_fails() {
    assertEquals(
        """
        traceroute to 203.0.113.99 (203.0.113.99), 30 hops max, 60 byte packets
        connect: Network is unreachable
        """,
        typist.type("traceroute -n 203.0.113.99"));
    assertEquals(1, typist.status());
  }

  @Test
  void without_a_host_it_says_so() {
    assertEquals("Specify \"host\" missing argument.\n", typist.type("traceroute"));
    assertEquals(2, typist.status());
  }

  @Test
  void busybox_connects_before_it_says_anything() {
    typist.set("ip netns add one");

    assertEquals(
        "traceroute: can't connect to remote host (10.7.0.254): Network is unreachable\n",
        typist.type("one@dh1$ traceroute -n 10.7.0.254"));
    assertEquals(1, typist.status());
    assertEquals(
        "traceroute6: can't connect to remote host: Cannot assign requested address\n",
        typist.type("one@dh1$ traceroute6 -n 2001:db8::1"));
  }

  @Test
  void busybox_sends_72_bytes_of_ipv6() {
    typist.set("ip netns add one", "ip -n one link set lo up", "ip -n one addr add fd00::1 dev lo");

    assertEquals(
        """
        traceroute to fd00::1 (fd00::1), 30 hops max, 72 byte packets
         1  fd00::1  T
        """,
        normalised("one@dh1$ traceroute6 -n -q 1 fd00::1"));
  }

  @Test
  void debian_s_busybox_knows_echo_requests_by_name_only() {
    assertTrue(probe("net sleep 1000").contains(": UDP, length 18"));
    assertTrue(probe("busybox sleep 1000").contains(": ICMP echo request"));
  }

  private static String probe(String image) {
    TypedLab lab = TypedLab.start().with("docker run -d --name one " + image);
    lab.with("tcpdump -l -n -i docker0 -c 1 udp or icmp > /tmp/seen &", "sleep 1");
    lab.type("docker exec one traceroute -n -I -q 1 -m 1 192.168.1.50");
    return lab.type("cat /tmp/seen");
  }
}
