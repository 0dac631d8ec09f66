package dev.drydock.scenarios.tools.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.tools.net.Typist;
import org.junit.jupiter.api.Test;

/// `arping` of iputils and BusyBox against recordings and their sources (iputils 20221126, BusyBox
/// 1.35).
class ArpingToolTest {
  private static final String PC = "08:00:27:00:01:32";

  private final Typist typist = new Typist();

  private String normalised(String line) {
    return typist.type(line).replaceAll("[0-9.]+ms", "T");
  }

  @Test
  void the_first_probe_is_broadcast_and_the_next_goes_to_who_answered() {
    assertEquals(
        """
        ARPING 192.168.1.50 from 192.168.1.41 eth0
        Unicast reply from 192.168.1.50 [%s]  T
        Unicast reply from 192.168.1.50 [%s]  T
        Sent 2 probes (1 broadcast(s))
        Received 2 response(s)
        """
            .formatted(PC, PC),
        normalised("arping -c 2 192.168.1.50"));
    assertEquals(0, typist.status());
  }

  @Test
  void with_b_every_probe_is_broadcast_and_with_f_the_first_answer_ends_it() {
    assertEquals(
        """
        ARPING 192.168.1.50 from 192.168.1.41 eth0
        Unicast reply from 192.168.1.50 [%s]  T
        Unicast reply from 192.168.1.50 [%s]  T
        Sent 2 probes (2 broadcast(s))
        Received 2 response(s)
        """
            .formatted(PC, PC),
        normalised("arping -b -c 2 192.168.1.50"));
    assertEquals(
        """
        ARPING 192.168.1.50 from 192.168.1.41 eth0
        Unicast reply from 192.168.1.50 [%s]  T
        Sent 1 probes (1 broadcast(s))
        Received 1 response(s)
        """
            .formatted(PC),
        normalised("arping -f -c 2 192.168.1.50"));
  }

  @Test
  void nobody_answering_is_status_1_after_a_second_for_each_probe() {
    long before = typist.lab.loop().nowNanos();
    assertEquals(
        """
        ARPING 192.168.1.77 from 192.168.1.41 eth0
        Sent 2 probes (2 broadcast(s))
        Received 0 response(s)
        """,
        typist.type("arping -c 2 -I eth0 192.168.1.77"));
    assertEquals(1, typist.status());
    assertEquals(2, (typist.lab.loop().nowNanos() - before) / 1_000_000_000L);
  }

  @Test
  void a_duplicate_address_is_status_1_and_a_free_one_0() {
    assertEquals(
        """
        ARPING 192.168.1.50 from 0.0.0.0 eth0
        Unicast reply from 192.168.1.50 [%s]  T
        Sent 1 probes (1 broadcast(s))
        Received 1 response(s)
        """
            .formatted(PC),
        normalised("arping -D -c 2 -I eth0 192.168.1.50"));
    assertEquals(1, typist.status());
    typist.type("arping -D -c 2 -I eth0 192.168.1.77");
    assertEquals(0, typist.status());
  }

  @Test
  void announcing_oneself_ends_at_once_and_updates_who_knows_the_address() {
    typist.set("ping -c 1 192.168.1.50", "ip link set eth0 address 02:00:00:00:00:01");
    long before = typist.lab.loop().nowNanos();
    assertEquals(
        """
        ARPING 192.168.1.41 from 192.168.1.41 eth0
        Sent 1 probes (1 broadcast(s))
        Received 0 response(s)
        """,
        typist.type("arping -A -c 1 -I eth0 192.168.1.41"));
    assertEquals(0, typist.status());
    assertEquals(0, (typist.lab.loop().nowNanos() - before) / 1_000_000_000L);
    assertEquals(
        "192.168.1.41 dev eth0 lladdr 02:00:00:00:00:01 STALE \n",
        typist.type("pc$ ip neigh show 192.168.1.41").replaceFirst("REACHABLE", "STALE"));
  }

  @Test
  void a_time_limit_ends_it_between_two_probes() {
    assertEquals(
        """
        ARPING 192.168.1.77 from 192.168.1.41 eth0
        Sent 3 probes (3 broadcast(s))
        Received 0 response(s)
        """,
        typist.type("arping -w 2 192.168.1.77"));
    assertEquals(1, typist.status());
  }

  @Test
  void what_cannot_be_is_said_as_iputils_says_it() {
    assertEquals("Interface \"lo\" is not ARPable\n", typist.type("arping -I lo 192.168.1.50"));
    assertEquals(2, typist.status());
    assertEquals(
        "arping: Device eth7 not available.\n", typist.type("arping -I eth7 192.168.1.50"));
    assertEquals(2, typist.status());
    assertEquals(
        "arping: bind: Cannot assign requested address\n",
        typist.type("arping -s 10.0.0.1 192.168.1.50"));
    assertEquals(2, typist.status());
  }

  @Test
  void busybox_has_its_own_words() {
    typist.set(
        "ip netns add one",
        "ip link add veth1 type veth peer name eth0 netns one",
        "ip link set veth1 address 02:00:00:00:00:09",
        "ip addr add 10.9.0.1/24 dev veth1",
        "ip link set veth1 up",
        "ip netns exec one ip addr add 10.9.0.2/24 dev eth0",
        "ip netns exec one ip link set eth0 up");
    String mac = "02:00:00:00:00:09";
    assertEquals(
        """
        ARPING 10.9.0.1 from 10.9.0.2 eth0
        Unicast reply from 10.9.0.1 [%s] T
        Unicast reply from 10.9.0.1 [%s] T
        Sent 2 probe(s) (0 broadcast(s))
        Received 2 response(s) (0 request(s), 0 broadcast(s))
        """
            .formatted(mac, mac),
        normalised("one@dh1$ arping -c 2 10.9.0.1"));
    assertEquals(0, typist.status());
    assertEquals(
        "arping: interface eth7 not found: No such device\n",
        typist.type("one@dh1$ arping -I eth7 10.9.0.1"));
    assertEquals(2, typist.status());
  }

  /// Run with iputils 20221126: with `-c` the number must be right, with `-w` alone one is enough.
  @Test
  void fewer_or_more_answers_than_asked_for_are_status_1() {
    typist.type("arping -c 5 -w 2 192.168.1.50");
    assertEquals(1, typist.status());
    typist.type("arping -w 2 192.168.1.50");
    assertEquals(0, typist.status());
    typist.type("arping -f -c 5 192.168.1.50");
    assertEquals(0, typist.status());
  }
}
