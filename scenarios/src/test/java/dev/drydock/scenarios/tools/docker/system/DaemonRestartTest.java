package dev.drydock.scenarios.tools.docker.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a daemon that starts anew makes of the networks it finds. Seen with Docker 20.10.24 and
/// 28.5.2.
class DaemonRestartTest {
  private static final String RESTART = "systemctl restart docker";
  private static final String CONFIG =
      "docker network inspect -f '{{range .IPAM.Config}}{{.Subnet}} {{.Gateway}};{{end}}' ";

  @ParameterizedTest
  @CsvSource({"20.10", "28.5.2"})
  void what_it_chose_before_counts_as_asked_for(String engine) {
    try (TypedLab lab = TypedLab.ofEngine(engine)) {
      String run = "docker run -d --network chosen --ip 172.18.0.44 --name ";
      lab.with("docker network create chosen", "docker network create --subnet 10.5.0.0/24 given");
      assertTrue(lab.type(run + "before busybox").contains("user configured subnets"));
      assertEquals("10.5.0.0/24 ;\n", lab.type(CONFIG + "given"));
      lab.with(RESTART, run + "after busybox sleep 1000");

      assertEquals("10.5.0.0/24 10.5.0.1;\n", lab.type(CONFIG + "given"));
      assertEquals("172.18.0.0/16 172.18.0.1;\n", lab.type(CONFIG + "chosen"));
      assertEquals(
          "172.18.0.44\n",
          lab.type(
              "docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}'"
                  + " after"));
    }
  }

  @ParameterizedTest
  @CsvSource({"20.10,true", "27.5.1,true", "28.5.2,false"})
  void a_bridge_that_is_up_gets_a_second_ipv6_route(String engine, boolean isSecond) {
    try (TypedLab lab = TypedLab.ofEngine(engine)) {
      lab.with("docker network create --ipv6 --subnet fd00:1::/64 six");
      assertFalse(lab.type("ip -6 route").contains("metric 1024"));
      lab.with(RESTART);

      assertEquals(isSecond, lab.type("ip -6 route").contains("metric 1024 linkdown"));
      lab.with(RESTART);
      assertEquals(
          isSecond ? 2 : 1,
          lab.type("ip -6 route").lines().filter(l -> l.contains("fd00")).count());
    }
  }

  @Test
  void with_address_pools_docker0_is_made_anew() {
    String mac = "cat /sys/class/net/docker0/address";
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      String first = lab.type(mac);
      lab.with(RESTART);
      assertEquals(first, lab.type(mac));
      lab.with(
          "echo '{\"default-address-pools\":[{\"base\":\"10.90.0.0/16\",\"size\":24}]}'"
              + " > /etc/docker/daemon.json",
          RESTART);

      assertNotEquals(first, lab.type(mac));
      assertTrue(lab.type("ip -4 -o addr show docker0").contains("10.90.0.1/24"));
    }
  }
}
