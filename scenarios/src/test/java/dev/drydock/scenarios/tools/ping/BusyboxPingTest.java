package dev.drydock.scenarios.tools.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.tools.net.Typist;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `ping` of BusyBox 1.35 against recordings.
class BusyboxPingTest {
  private final Typist typist = new Typist();

  @BeforeEach
  void aContainerOnABridge() {
    typist.set(
        "ip link add docker0 type bridge",
        "ip addr add 172.17.0.1/16 brd + dev docker0",
        "ip link set docker0 up",
        "ip netns add one",
        "ip link add veth1 type veth peer name eth0 netns one",
        "ip link set veth1 master docker0 up",
        "ip -n one link set eth0 up",
        "ip -n one addr add 172.17.0.2/16 dev eth0");
  }

  @Test
  @Tag("S179")
  @Tag("S034")
  void a_ping_in_a_container_reads_as_recorded() {
    String said = typist.type("one@dh1$ ping -c 2 172.17.0.1");

    assertEquals(
        """
        PING 172.17.0.1 (172.17.0.1): 56 data bytes
        64 bytes from 172.17.0.1: seq=0 ttl=64 time=T
        64 bytes from 172.17.0.1: seq=1 ttl=64 time=T

        --- 172.17.0.1 ping statistics ---
        2 packets transmitted, 2 packets received, 0% packet loss
        round-trip min/avg/max = T
        """,
        times(said));
  }

  private static String times(String said) {
    return said.replaceAll("time=[0-9.]+ ms", "time=T").replaceAll("= [0-9./]+ ms", "= T");
  }

  @Test
  void unanswered_requests_leave_only_the_statistics() {
    assertEquals(
        """
        PING 172.17.0.200 (172.17.0.200): 56 data bytes

        --- 172.17.0.200 ping statistics ---
        4 packets transmitted, 0 packets received, 100% packet loss
        """,
        typist.type("one@dh1$ ping -c 4 -W 2 172.17.0.200"));
    assertEquals(1, typist.status());
  }

  @Test
  @Tag("S085")
  void without_a_route_it_dies_of_the_first_request() {
    assertEquals(
        """
        PING 203.0.113.10 (203.0.113.10): 56 data bytes
        ping: sendto: Network is unreachable
        """,
        typist.type("one@dh1$ ping -c 1 203.0.113.10"));
    assertEquals(1, typist.status());
  }

  @Test
  void an_unknown_name_is_a_bad_address() {
    assertEquals("ping: bad address 'two'\n", typist.type("one@dh1$ ping -c 1 two"));
    assertEquals(1, typist.status());
  }

  @Test
  void ping6_complains_by_its_name() {
    assertEquals("ping6: bad address 'nobody'\n", typist.type("one@dh1$ ping6 -c 1 nobody"));
    assertEquals(
        """
        PING 2001:db8::1 (2001:db8::1): 56 data bytes
        ping6: sendto: Cannot assign requested address
        """,
        typist.type("one@dh1$ ping6 -c 1 2001:db8::1"));
  }

  @Test
  void behind_an_address_stands_the_interface() {
    typist.set("sleep 3");
    String said = times(typist.type("one@dh1$ ping -6 -c 1 ff02::1%eth0"));

    assertEquals(
        """
        PING ff02::1%eth0 (ff02::1%eth0): 56 data bytes
        64 bytes from OWN: seq=0 ttl=64 time=T

        --- ff02::1%eth0 ping statistics ---
        1 packets transmitted, 1 packets received, 0% packet loss
        round-trip min/avg/max = T
        """,
        said.replaceFirst("fe80::[0-9a-f:]*[0-9a-f]", "OWN"));
  }
}
