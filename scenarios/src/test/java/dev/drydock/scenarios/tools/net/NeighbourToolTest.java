package dev.drydock.scenarios.tools.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `ip neigh` as iproute2 6.1 prints it on Linux 6.18.
class NeighbourToolTest {
  private final Typist typist = new Typist();

  @BeforeEach
  void a_pair() {
    typist.set(
        "ip netns add h",
        "ip link add v0 address 02:42:00:00:00:01 type veth peer name v1"
            + " address 02:42:00:00:00:02 netns h",
        "ip link set v0 up",
        "ip -n h link set v1 up",
        "ip addr add 10.0.0.1/24 dev v0",
        "ip -n h addr add 10.0.0.2/24 dev v1");
  }

  @Test
  void addresses_of_others_are_listed_with_the_word_proxy() {
    typist.set(
        "ip -n h neigh add proxy 10.0.0.77 dev v1", "ip -n h neigh add proxy 2001:db8::1 dev v1");
    assertEquals(
        "10.0.0.77 dev v1 proxy \n2001:db8::1 dev v1 proxy \n",
        typist.type("ip -n h neigh show proxy"));
    assertEquals("10.0.0.77 proxy \n", typist.type("ip -4 -n h neigh show proxy dev v1"));
    typist.set("ip -n h neigh del proxy 10.0.0.77 dev v1");
    assertEquals(
        "RTNETLINK answers: No such file or directory\n",
        typist.type("ip -n h neigh del proxy 10.0.0.77 dev v1"));
  }

  @Test
  void an_entry_with_a_running_timer_is_referred_to() {
    typist.type("ping -c 1 10.0.0.2");
    assertEquals(
        "10.0.0.2 dev v0 lladdr 02:42:00:00:00:02  ref 1 used 0/0/0probes 4 REACHABLE \n",
        typist.type("ip -s neigh show 10.0.0.2"));
  }

  @Test
  void flushing_tells_how_many_went() {
    typist.set("ip -n h neigh add 10.0.0.10 lladdr 02:00:00:00:00:0a dev v1 nud stale");
    assertEquals(
        "\n*** Round 1, deleting 1 entries ***\n*** Flush is complete after 1 round ***\n",
        typist.type("ip -n h -s neigh flush nud stale"));
    assertEquals("Nothing to flush.\n", typist.type("ip -n h -s neigh flush nud stale"));
    assertEquals(
        "Device and address are required arguments.\n", typist.type("ip -n h neigh get 10.0.0.1"));
  }

  @Test
  void a_full_table_is_told_in_the_kernel_log() {
    typist.set(
        "sysctl -w net.ipv4.neigh.default.gc_thresh2=1",
        "sysctl -w net.ipv4.neigh.default.gc_thresh3=2");
    for (int i = 30; i < 34; i++) {
      typist.type("ping -c 1 -W 1 10.0.0." + i + " &");
    }
    typist.type("sleep 1");
    assertTrue(
        typist.type("dmesg").contains("] neighbour: arp_cache: neighbor table overflow!\n"),
        typist.type("dmesg"));
  }
}
