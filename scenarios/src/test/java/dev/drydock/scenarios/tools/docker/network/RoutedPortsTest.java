package dev.drydock.scenarios.tools.docker.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// Published ports of networks whose containers are routed to. Outputs are those of a session of
/// 28.5.2.
class RoutedPortsTest {
  private final TypedLab lab = TypedLab.ofEngine("28.5");

  private static final String MODE = "com.docker.network.bridge.gateway_mode_";

  @Test
  void no_port_of_the_machine_is_taken_for_a_routed_family() {
    lab.with(
        "docker network create --ipv6 --subnet 10.44.0.0/24 --subnet fd44::/64 -o "
            + MODE
            + "ipv6=routed r6",
        "docker run -d --name one --network r6 -p 8000:80 -p 127.0.0.1:9001:81 web");
    assertEquals(
        "0.0.0.0:8000->80/tcp, [::]:0->80/tcp, 127.0.0.1:9001->81/tcp\n",
        lab.type("docker ps --format '{{.Ports}}'"));
    assertEquals("0.0.0.0:8000\n[::]:\n", lab.type("docker port one 80"));
    assertEquals(
        "[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"8000\"},{\"HostIp\":\"::\",\"HostPort\":\"\"}]\n",
        lab.type("docker inspect -f '{{json (index .NetworkSettings.Ports \"80/tcp\")}}' one"));
    assertEquals("1\n", lab.type("ss -Hltn | grep -c ':8000'"));
    lab.with("docker rm -f one", "docker run -d --network r6 -p 8000:80 web");
  }

  @Test
  void the_other_family_gets_its_proxy_all_the_same() {
    lab.with(
        "docker network create --subnet 10.44.0.0/24 -o " + MODE + "ipv4=routed r4",
        "docker run -d --name one --network r4 -p 8000:80 web");
    assertEquals(
        "0.0.0.0:0->80/tcp, [::]:8000->80/tcp\n", lab.type("docker ps --format '{{.Ports}}'"));
    assertEquals("80/tcp -> 0.0.0.0:\n80/tcp -> [::]:8000\n", lab.type("docker port one"));
  }
}
