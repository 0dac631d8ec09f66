package dev.drydock.scenarios.tools.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// What an engine keeps of networks and addresses when something fails. Seen with Docker 20.10.24
/// and on its kernel.
class AddressesKeptTest {
  private static final String IPV4 =
      "docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' ";

  @Test
  void an_ipv4_address_is_lost_where_the_ipv6_one_is_refused() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      lab.with("docker network create --ipv6 --subnet 10.6.0.0/24 --subnet fd06::/64 dual");
      assertTrue(
          lab.type("docker run -d --name out --network dual --ip6 fd07::5 busybox")
              .contains("Invalid address fd07::5: It does not belong to any"));
      lab.type("docker run -d --name gateway --network dual --ip6 fd06::1 busybox");
      lab.with("docker run -d --name next --network dual busybox sleep 1000");

      assertEquals("10.6.0.4", lab.type(IPV4 + "next").strip());
    }
  }

  @Test
  void a_stopped_container_asks_for_its_network_by_id() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      lab.with(
          "docker network create gone",
          "docker run -d --name one --network gone busybox sleep 1000");
      String id = lab.type("docker network inspect -f '{{.Id}}' gone").strip();
      lab.with("docker stop -t 0 one", "docker network rm gone", "docker network create gone");

      assertTrue(lab.type("docker start one").contains("network " + id + " not found"));
    }
  }

  @Test
  void an_exit_status_outlives_a_start_that_fails() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      lab.with(
          "docker run -d --name base busybox sleep 1000",
          "docker run -d --name side --network container:base busybox sleep 1000",
          "docker rm -f base");
      lab.type("docker restart -t 0 side");

      assertEquals("137", lab.type("docker inspect -f '{{.State.ExitCode}}' side").strip());
    }
  }

  @Test
  void an_ipv6_subnet_of_a_network_without_ipv6_is_shown() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      lab.with("docker network create --subnet fd12::/64 without");
      String shown =
          lab.type("docker network inspect -f '{{range .IPAM.Config}}{{.Subnet}} {{end}}' without");

      assertTrue(shown.endsWith(" fd12::/64 \n"), shown);
    }
  }

  /// moby `updateNetworkSettings` comes before the endpoint is made.
  @Test
  void a_network_that_refuses_a_running_container_is_noted_with_it() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      lab.with(
          "docker network create --subnet 10.8.0.0/30 full",
          "docker run -d --name first --network full busybox sleep 1000",
          "docker run -d --name late busybox sleep 1000");
      String said = lab.type("docker network connect --alias x full late");
      assertTrue(said.contains("no available IPv4 addresses"), said);

      String noted = "{{with .NetworkSettings.Networks.full}}{{.NetworkID}}|{{.Aliases}}{{end}}";
      String shown = lab.type("docker inspect -f '" + noted + "' late");
      assertTrue(shown.matches("\\|\\[x [0-9a-f]{12}]\n"), shown);
      said = lab.type("docker restart -t 0 late");
      assertTrue(said.contains("no available IPv4 addresses"), said);
      lab.with("docker rm -f first");
      lab.with("docker start late");
      assertEquals("172.17.0.210.8.0.2", lab.type(IPV4 + "late").strip());
    }
  }

  @Test
  void the_machines_own_network_has_no_mac_to_choose() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      String said =
          lab.type("docker run -d --network host --mac-address 02:42:0a:00:00:09 busybox");

      assertTrue(said.contains("conflicting options: mac-address and the network mode."), said);
    }
  }

  /// Linux 6.18: `cleanup_net`, `veth_dellink`.
  @Test
  void a_pair_goes_with_the_namespace_of_one_end() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      lab.with("ip netns add lab", "ip link add vlab type veth peer name eth0 netns lab");
      assertEquals("lab (id: 0)\n", lab.type("ip netns list"));
      lab.with("ip netns del lab");

      assertFalse(lab.type("ip -br link").contains("vlab"));
    }
  }
}
