package dev.drydock.scenarios.tools.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whether the lowest address is set aside as a gateway on networks that may have no use for one.
/// Seen with Docker 28.5.2; 20.10.24 always does, 29 by its source.
class UnusedGatewayTest {
  private static final String ADDRESS =
      "docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{.Gateway}}|"
          + "{{.GlobalIPv6Address}}{{end}}' one";

  private static String given(String engine, String options) {
    try (TypedLab lab = TypedLab.ofEngine(engine)) {
      lab.with(
          "docker network create " + options + " net",
          "docker run -d --name one --network net busybox sleep 1000");
      return lab.type(ADDRESS).strip();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "20.10, macvlan, '', 10.9.0.2 10.9.0.1|",
    "28.5.2, macvlan, '', 10.9.0.2 10.9.0.1|",
    "29, macvlan, '', 10.9.0.1 invalid IP|invalid IP",
    "20.10, macvlan, --internal, 10.9.0.2 |",
    "28.5.2, macvlan, --internal, 10.9.0.1 |",
    "28.5.2, ipvlan, '', 10.9.0.2 10.9.0.1|",
    "28.5.2, ipvlan, -o ipvlan_mode=l3, 10.9.0.1 |",
  })
  void on_a_parent(String engine, String driver, String more, String expected) {
    String options = "-d " + driver + " -o parent=eth0 --subnet 10.9.0.0/24 " + more;

    assertEquals(expected, given(engine, options));
  }

  @Test
  void an_isolated_bridge_has_none() {
    String key = "-o com.docker.network.bridge.";
    String subnets = "--internal --ipv6 --subnet 10.9.0.0/24 --subnet fd09::/64 ";

    assertEquals("10.9.0.2 |fd09::2", given("28.5.2", subnets));
    assertEquals(
        "10.9.0.1 |fd09::2", given("28.5.2", subnets + key + "gateway_mode_ipv4=isolated"));
    assertEquals(
        "10.9.0.2 |fd09::1", given("28.5.2", subnets + key + "gateway_mode_ipv6=isolated"));
    assertEquals("10.9.0.1 |fd09::2", given("28.5.2", subnets + key + "inhibit_ipv4=true"));
  }

  @Test
  void a_bridge_isolated_for_ipv6_has_no_ipv6() {
    try (TypedLab lab = TypedLab.ofEngine("28.5.2")) {
      lab.with(
          "docker network create --internal --ipv6 --subnet fd09::/64"
              + " -o com.docker.network.bridge.gateway_mode_ipv6=isolated"
              + " -o com.docker.network.bridge.name=iso net",
          "docker run -d --name one --network net busybox sleep 1000",
          "sleep 3");

      assertFalse(lab.type("ip addr show iso").contains("inet6"));
    }
  }
}
