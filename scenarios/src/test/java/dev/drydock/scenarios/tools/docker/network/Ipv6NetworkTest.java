package dev.drydock.scenarios.tools.docker.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Networks with `--ipv6` on the machine `host` of the default surroundings, as recorded with
/// 20.10; later engines leave `fe80::1` out.
class Ipv6NetworkTest {
  @AutoClose private @Nullable TypedLab lab;

  private void start(String engine) {
    lab = TypedLab.of("name: home\nservices: {}\nx-drydock: { engine: \"" + engine + "\" }\n");
    lab.with(
        "docker network create --ipv6 --subnet 172.28.0.0/16 --subnet fd00:db8:1::/64"
            + " -o com.docker.network.bridge.name=six0 six",
        "docker run -d --name x1 --network six busybox sleep 1000000",
        "docker run -d --name x2 --network six busybox sleep 1000000",
        "sleep 5");
  }

  private String type(String line) {
    return Objects.requireNonNull(lab).type(line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"20.10", "27", "29"})
  @Tag("S091")
  void containers_have_both_families_and_a_way_out_by_the_bridge(String engine) {
    start(engine);
    String inside = type("docker exec x1 ip -6 addr show eth0");
    assertTrue(inside.contains("inet6 fd00:db8:1::2/64 scope global"), inside);
    assertTrue(inside.contains("inet6 fe80::"), inside);
    assertTrue(type("docker exec x1 ip -6 route").contains("default via fd00:db8:1::1 dev eth0"));
    String bridge = type("ip -6 addr show six0");
    assertTrue(bridge.contains("inet6 fd00:db8:1::1/64 scope global"), bridge);
    assertEquals(engine.equals("20.10"), bridge.contains("inet6 fe80::1/64 scope link"), bridge);
    assertEquals("1\n", type("cat /proc/sys/net/ipv6/conf/all/forwarding"));
    assertTrue(type("docker exec x1 cat /etc/hosts").contains("fd00:db8:1::2\t"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"20.10", "29"})
  void they_ping_each_other_the_bridge_and_themselves_but_nothing_outside(String engine) {
    start(engine);
    for (String address : List.of("fd00:db8:1::3", "fd00:db8:1::1", "fd00:db8:1::2")) {
      String answer = type("docker exec x1 ping -c 1 " + address);
      assertTrue(answer.contains("1 packets transmitted, 1 packets received"), answer);
    }
    assertFalse(type("docker exec x1 ping -c 1 -W 1 2001:db8::1").contains("bytes from"));
    assertTrue(type("ping -6 -c 1 fd00:db8:1::2").contains("1 received"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"20.10", "29"})
  void a_web_server_is_reached_by_ipv6_and_by_a_published_port(String engine) {
    start(engine);
    type("docker run -d --name web --network six -p 8080:80 nginx");
    type("sleep 1");
    String inside = type("docker exec x1 wget -q -O - http://[fd00:db8:1::4]/");
    assertTrue(inside.contains("nginx"), inside);
    String near = type("curl -sS -m 3 http://[fd00:db8:1::4]/");
    assertTrue(near.contains("nginx"), near);
    String published = type("curl -sS -m 3 http://[::1]:8080/");
    assertTrue(published.contains("nginx"), published);
    String refused = type("curl -sS -m 3 http://[fd00:db8:1::4]:81/");
    assertTrue(refused.startsWith("curl: (7) Failed to connect"), refused);
  }
}
