package dev.drydock.scenarios.tools.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.tools.net.Typist;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `tracepath` of iputils 20221126, as it printed in namespaces of Linux 6.18. `pc` is a router to
/// the address 10.8.0.1 of a namespace behind it.
class TracepathToolTest {
  private final Typist typist = new Typist();

  @BeforeEach
  void router() {
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
    return typist.type(line).replaceAll(" +\\d+\\.\\d{3}ms", " T");
  }

  @Test
  void a_way_and_its_mtu_are_found() {
    assertEquals(
        """
         1?: [LOCALHOST]                      pmtu 1500
         1:  192.168.1.50 T\s
         1:  192.168.1.50 T\s
         2:  10.8.0.1 T reached
             Resume: pmtu 1500 hops 2 back 2\s
        """,
        normalised("tracepath -n 10.8.0.1"));
    assertEquals(0, typist.status());
  }

  @Test
  void a_narrow_link_says_how_much_it_carries() {
    typist.set("pc$ ip link set v0 mtu 1400", "pc$ ip netns exec far ip link set v1 mtu 1400");

    assertEquals(
        """
         1?: [LOCALHOST]                      pmtu 1500
         1:  192.168.1.50 T\s
         1:  192.168.1.50 T\s
         2:  192.168.1.50 T pmtu 1400
         2:  10.8.0.1 T reached
             Resume: pmtu 1400 hops 2 back 2\s
        """,
        normalised("tracepath -n 10.8.0.1"));
    assertEquals(
        " 1?: [LOCALHOST]                      pmtu 1400",
        typist.type("tracepath -n 10.8.0.1").lines().findFirst().orElse(""));
    assertEquals(
        """
         1:  192.168.1.50 T\s
         2:  10.8.0.1 T reached
             Resume: pmtu 1000 hops 2 back 2\s
        """,
        normalised("tracepath -n -l 1000 10.8.0.1"));
  }

  @Test
  void the_machine_itself_and_nobody() {
    assertEquals(
        """
         1:  192.168.1.41 T reached
             Resume: pmtu 65535 hops 1 back 1\s
        """,
        normalised("tracepath -n 192.168.1.41"));
    assertEquals(
        """
         1:  send failed
             Resume: pmtu 65535\s
        """,
        normalised("tracepath -n 10.77.0.1"));
    assertEquals(
        """
         1?: [LOCALHOST]                      pmtu 1500
         1:  192.168.1.50 T\s
         1:  192.168.1.50 T\s
         2:  no reply
         2:  192.168.1.50 T !H
             Resume: pmtu 1500\s
        """,
        normalised("tracepath -n 10.8.0.77"));
  }

  @Test
  void hops_that_are_silent_come_to_an_end() {
    typist.set("pc$ iptables -A OUTPUT -p icmp -j DROP");

    assertEquals(
        """
         1?: [LOCALHOST]                      pmtu 1500
         1:  no reply
         2:  10.8.0.1 T reached
             Resume: pmtu 1500 hops 2 back 2\s
        """,
        normalised("tracepath -n 10.8.0.1"));
    assertEquals(
        """
         1?: [LOCALHOST]                      pmtu 1500
         1:  no reply
             Too many hops: pmtu 1500
             Resume: pmtu 1500\s
        """,
        normalised("tracepath -n -m 1 10.8.0.1"));
  }

  @Test
  void a_wrong_line_is_told_with_the_usage() {
    assertEquals("\nUsage\n", typist.type("tracepath").substring(0, 7));
    assertEquals(255, typist.status());
    assertEquals(
        "tracepath: invalid argument: '300': out of range: 0 <= value <= 255\n",
        typist.type("tracepath -m 300 10.8.0.1"));
  }
}
