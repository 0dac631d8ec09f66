package dev.drydock.scenarios.tools.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `ip route get` as recorded in containers of 20.10.24 on Linux 6.18 (iproute2 6.1, BusyBox 1.35).
class RouteGetTest {
  private final TypedLab lab =
      TypedLab.start()
          .with(
              "docker network create --ipv6 --subnet fd00:cc:1::/64 --subnet 10.99.0.0/24 six",
              "docker run -d --name one --network six busybox sleep 1000",
              "docker run -d --name two --network six net sleep 1000",
              "sleep 3");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          10.99.0.77               | "10.99.0.77 dev eth0  src 10.99.0.2 "
          to 8.8.8.8               | "8.8.8.8 via 10.99.0.1 dev eth0  src 10.99.0.2 "
          10.99.0.2                | "local 10.99.0.2 dev lo  src 10.99.0.2 "
          8.8.8.8 from 10.99.0.2   | "8.8.8.8 from 10.99.0.2 via 10.99.0.1 dev eth0 "
          8.8.8.8 from 10.99.0.9   | "ip: RTNETLINK answers: Network is unreachable"
          8.8.8.8 oif eth0         | "8.8.8.8 via 10.99.0.1 dev eth0  src 10.99.0.2 "
          8.8.8.8 iif eth0         | "ip: RTNETLINK answers: Invalid argument"
          8.8.8.8 mark 3           | "3.0.0.0 via 10.99.0.1 dev eth0  src 10.99.0.2 "
          224.0.0.1                | "multicast 224.0.0.1 dev eth0  src 10.99.0.2 "
          10.99.0.255              | "broadcast 10.99.0.255 dev eth0  src 10.99.0.2 "
          nonsense                 | "ip: need at least destination address"
          8.8.8.8 oif nosuch       | "ip: can't find device 'nosuch'"
          fd00:cc:1::77            | "fd00:cc:1::77 from :: dev eth0  src fd00:cc:1::2  metric 256 "
          fd00:cc:1::2             | "local fd00:cc:1::2 from :: dev lo table local  src fd00:cc:1::2  metric 0 "
          """)
  void busybox_shows_the_way_in_a_line(String words, String line) {
    assertEquals(line + "\n", lab.type("docker exec one ip route get " + words));
  }

  @Test
  void a_source_has_to_be_one_s_own() {
    assertEquals(
        "RTNETLINK answers: Network is unreachable\n",
        lab.type("docker exec two ip route get 8.8.8.8 from 10.99.0.9"));
  }

  @Test
  void a_group_has_no_gateway() {
    assertEquals(
        "multicast 224.0.0.1 dev eth0 src 10.99.0.3 uid 0 \n    cache <local,mc> \n",
        lab.type("docker exec two ip route get 224.0.0.1"));
  }
}
