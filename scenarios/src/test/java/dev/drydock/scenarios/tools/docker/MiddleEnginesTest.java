package dev.drydock.scenarios.tools.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Engines from 25 to 28 where they differ from those around them. Compared with 26.1.5 and 28.5.2.
class MiddleEnginesTest {
  @Test
  void engine_26_speaks_as_27_and_makes_rules_as_20_10() {
    try (TypedLab lab = TypedLab.ofEngine("26.1.5")) {
      lab.with("docker run -d --name web -p 8000:80 nginx");
      assertTrue(lab.type("iptables -S").contains("-A FORWARD -o docker0 -j DOCKER\n"));
      assertEquals(
          "Error response from daemon: network nonet not found\n",
          lab.type("docker network inspect -f '{{.Id}}' nonet 2>&1 > /dev/null").stripLeading());
      String said = lab.type("docker run -d --name two --ip 172.17.0.50 nginx");
      assertTrue(said.contains("* user specified IP address is supported on user defined"), said);
      assertTrue(said.contains("only when connecting to networks with user configured"), said);
    }
  }

  @Test
  void engine_26_puts_ipv6_into_brackets_in_docker_port_alone() {
    try (TypedLab lab = TypedLab.ofEngine("26.1.5")) {
      lab.with("docker run -d --name web -p 8000:80 nginx");

      assertEquals("0.0.0.0:8000\n[::]:8000\n", lab.type("docker port web 80"));
      assertEquals(
          "0.0.0.0:8000->80/tcp, :::8000->80/tcp\n", lab.type("docker ps --format {{.Ports}}"));
    }
  }

  @ParameterizedTest
  @CsvSource({"20.10, true", "25, false", "26, false", "27, false"})
  void an_internal_network_has_no_way_out_from_25_on(String engine, boolean hasRoute) {
    try (TypedLab lab = TypedLab.ofEngine(engine)) {
      lab.with(
          "docker network create --internal in",
          "docker run -d --name one --network in alpine sleep 1000");

      assertEquals(hasRoute, lab.type("docker exec one ip route").contains("default"));
    }
  }

  @ParameterizedTest
  @CsvSource({"25, 25.0.8, 1.44", "26, 26.1.5, 1.45"})
  void engines_25_and_26_have_versions_of_their_own(String engine, String version, String api) {
    try (TypedLab lab = TypedLab.ofEngine(engine)) {
      String shown = lab.type("docker version -f '{{.Server.Version}} {{.Server.APIVersion}}'");
      assertTrue(shown.startsWith(version) && shown.endsWith(" " + api + "\n"), shown);
    }
  }

  @Test
  void a_network_may_be_preferred_from_28_on() {
    String run = "docker run --rm --network name=bridge,gw-priority=5 busybox true";
    try (TypedLab old = TypedLab.ofEngine("26.1.5");
        TypedLab lab = TypedLab.ofEngine("28.5.2")) {
      assertTrue(old.type(run).contains("invalid field key gw-priority"));
      assertEquals("", lab.type(run));
    }
  }

  @Test
  void engine_28_gives_macvlan_a_gateway_unless_it_is_internal() {
    try (TypedLab lab = TypedLab.ofEngine("28.5.2")) {
      lab.with(
          "docker network create -d macvlan -o parent=eth0 --subnet 10.91.0.0/24 open",
          "docker network create -d macvlan --internal -o parent=eth0 --subnet 10.92.0.0/24 shut",
          "docker run -d --name one --network open alpine sleep 1000",
          "docker run -d --name two --network shut alpine sleep 1000");

      assertTrue(lab.type("docker exec one ip route").startsWith("default via 10.91.0.1 "));
      assertTrue(lab.type("docker exec two ip addr show eth0").contains(" 10.92.0.1/24 "));
    }
  }

  @Test
  void engine_28_says_what_a_container_was_wanted_for() {
    try (TypedLab lab = TypedLab.ofEngine("28.5.2")) {
      assertTrue(
          lab.type("docker run -d --network container:nobody busybox")
              .contains("joining network namespace of container: No such container: nobody"));
    }
  }

  @Test
  void engine_28_uses_the_address_of_a_bridge_at_once() {
    try (TypedLab old = TypedLab.ofEngine("26.1.5");
        TypedLab lab = TypedLab.ofEngine("28.5.2")) {
      String made =
          "docker network create --ipv6 --subnet fd09::/64 -o "
              + "com.docker.network.bridge.name=six0 six";
      old.with(made);
      lab.with(made);

      assertFalse(old.type("ip -6 addr show six0").contains("nodad"));
      assertTrue(lab.type("ip -6 addr show six0").contains("fd09::1/64 scope global nodad"));
    }
  }

  @Test
  void engine_28_tells_of_all_that_is_wrong_with_an_address() {
    try (TypedLab lab = TypedLab.ofEngine("28.5.2")) {
      lab.with("docker network create --ipv6 --subnet 10.6.0.0/24 --subnet fd06::/64 dual");

      assertTrue(
          lab.type("docker run -d --network dual --ip6 10.6.0.9 alpine sleep 1000")
              .contains("* invalid IPv6 address: 10.6.0.9\n* no configured subnet or ip-range"));
      assertEquals(
          """
          docker: Error response from daemon: invalid config for network dual: invalid endpoint \
          settings:
          * invalid IPv4 address: 10.6.0.300
          * no configured subnet or ip-range contain the IP address 10.6.0.300

          Run 'docker run --help' for more information
          """,
          lab.type("docker run -d --network dual --ip 10.6.0.300 alpine sleep 1000"));
    }
  }
}
