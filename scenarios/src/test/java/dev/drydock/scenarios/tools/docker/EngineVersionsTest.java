package dev.drydock.scenarios.tools.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What one engine version does and another does not.
class EngineVersionsTest {
  private static final String FLOW = "src=192.168.1.50 dst=192.168.1.41 sport=5001 dport=5140";

  /// A flow that was there before its port was published keeps to the host, unless the engine makes
  /// the kernel forget it.
  @ParameterizedTest
  @CsvSource({
    "20.10.24, 5140, true",
    "20.10.24, 514, true",
    "23.0.0, 5140, false",
    "27, 514, false",
    "28, 514, false",
    "29.4.3, 514, false",
    "29.5.0, 514, true",
    "29.5.0, 5140, false",
    "29, 514, true"
  })
  void udp_flows_are_forgotten_when_their_port_is_published(
      String engine, int containerPort, boolean isKept) {
    TypedLab lab = TypedLab.ofEngine(engine);
    lab.type("pc$ echo early | nc -u -w 1 -p 5001 192.168.1.41 5140");
    assertTrue(lab.type("conntrack -L -p udp").contains(FLOW));
    lab.with("docker run -d --name log -p 5140:" + containerPort + "/udp alpine sleep 1000");
    assertEquals(isKept, lab.type("conntrack -L -p udp").contains(FLOW));
  }

  /// moby `drivers/bridge/bridge_linux.go` at v27.2.0 and v27.3.0.
  @ParameterizedTest
  @CsvSource({"20.10, true", "26.1, true", "27.2, true", "27.3.0, false", "28, false"})
  void old_engines_load_br_netfilter_at_their_start(String engine, boolean isLoaded) {
    TypedLab lab = TypedLab.ofEngine(engine);
    assertEquals(isLoaded, lab.type("sysctl net.bridge.bridge-nf-call-iptables").contains(" = 1"));
    lab.with("docker network create -o com.docker.network.bridge.enable_icc=false apart");
    assertTrue(lab.type("sysctl net.bridge.bridge-nf-call-iptables").contains(" = 1"));
  }

  @ParameterizedTest
  @CsvSource({"27, 27.5.1", "27.2, 27.2.0", "28.0, 28.0.4", "28.5, 28.5.2", "29.1.3, 29.1.3"})
  void a_version_is_shown_as_far_as_it_was_given(String written, String shown) {
    TypedLab lab = TypedLab.ofEngine(written);
    assertEquals(shown + "\n", lab.type("docker version -f '{{.Server.Version}}'"));
  }

  @Test
  void a_detached_exec_goes_on_in_the_background() {
    TypedLab lab = TypedLab.ofEngine("29").with("docker run -d --name box alpine sleep 1000");
    lab.with("docker exec -d box sh -c 'sleep 3; echo \"it'\\''s done\" > /tmp/done'");
    assertEquals("", lab.type("docker exec box cat /tmp/done 2> /dev/null"));
    lab.with("sleep 4");
    assertEquals("it's done\n", lab.type("docker exec box cat /tmp/done"));
  }

  @Test
  void bridge_link_set_changes_a_port() {
    TypedLab lab = TypedLab.ofEngine("29").with("docker run -d --name box alpine sleep 1000");
    String port = lab.type("bridge link | grep -o 'veth[0-9a-f]*'").strip();
    assertEquals("", lab.type("bridge link set dev " + port + " hairpin on isolated on"));
    assertTrue(lab.type("bridge -d link show dev " + port).contains("hairpin on"));
    assertTrue(lab.type("bridge -d link show dev " + port).contains("isolated on"));
    lab.with("bridge link set hairpin off dev " + port);
    assertTrue(lab.type("bridge -d link show dev " + port).contains("hairpin off"));
    assertEquals(
        "Cannot find bridge device \"veth9\"\n", lab.type("bridge link set dev veth9 hairpin on"));
    lab.type("bridge link set dev " + port + " hairpin maybe");
    assertEquals(234, lab.status());
  }

  /// moby `daemon/container_operations.go`, `daemon/update.go`; sessions with 28.5.2.
  @ParameterizedTest
  @CsvSource({
    "26.1.5, cannot join network of a non running container: ID",
    "28.5.2, cannot join network namespace of a non running container: container off is exited"
  })
  void the_namespace_of_a_container_that_does_not_run_cannot_be_shared(String engine, String why) {
    TypedLab lab = TypedLab.ofEngine(engine).with("docker run --name off busybox true");

    String said = lab.type("docker run --rm --network container:off busybox true");

    assertTrue(said.replaceAll("[0-9a-f]{64}", "ID").contains(why), said);
  }

  @Test
  void a_container_that_is_to_be_removed_gets_no_restart_policy() {
    TypedLab lab =
        TypedLab.ofEngine("28.5.2").with("docker run -d --rm --name app busybox sleep 9");

    assertTrue(
        lab.type("docker update --restart always app")
            .matches(
                "Error response from daemon: Cannot update container [0-9a-f]{64}: Restart policy"
                    + " cannot be updated because AutoRemove is enabled for the container\n"));
  }

  /// Seen with 20.10.24: `daemon/container_operations.go`, `updateNetworkConfig`.
  @Test
  void up_to_24_a_container_that_does_not_run_is_connected_under_its_short_id_too() {
    TypedLab lab =
        TypedLab.ofEngine("20.10")
            .with(
                "docker network create n",
                "docker create --name app busybox",
                "docker network connect n app");

    assertEquals(
        lab.type("docker inspect -f '[{{slice .Id 0 12}}]' app"),
        lab.type("docker inspect -f '{{.NetworkSettings.Networks.n.Aliases}}' app"));
  }

  /// Recorded with 20.10.24: only networks of users have names.
  @Test
  void up_to_24_a_container_that_joins_the_default_network_has_no_aliases_there() {
    TypedLab lab =
        TypedLab.ofEngine("20.10")
            .with(
                "docker network create n",
                "docker run -d --name app --network n --hostname box busybox sleep 1000",
                "docker network connect bridge app");

    assertEquals(
        "[]\n", lab.type("docker inspect -f '{{.NetworkSettings.Networks.bridge.Aliases}}' app"));
  }

  /// moby `daemon/network.go`, `buildIPAMResources`; seen with 20.10.24, 26.1.5 and 28.5.2.
  @ParameterizedTest
  @CsvSource({
    "20.10, fd00:0::/64, fd00:0:0::1:0/112, fd00:0::2",
    "28.5.2, fd00:0::/64, fd00:0:0::1:0/112, fd00:0::2",
    "29, fd00::/64, fd00::1:0/112, fd00::2"
  })
  void what_was_asked_of_ipam_is_shown_as_it_was_written(
      String engine, String subnet, String range, String gateway) {
    TypedLab lab =
        TypedLab.ofEngine(engine)
            .with(
                "docker network create --ipv6 --subnet 10.9.0.0/24 --subnet fd00:0::/64"
                    + " --ip-range fd00:0:0::1:0/112 --gateway fd00:0::2 n");

    assertEquals(
        subnet + " " + range + " " + gateway + "\n",
        lab.type(
            "docker network inspect -f '{{with index .IPAM.Config 1}}{{.Subnet}} {{.IPRange}}"
                + " {{.Gateway}}{{end}}' n"));
  }

  /// Seen with 28.5.2.
  @Test
  void a_subnet_of_ipv4_is_shown_by_a_network_that_has_none() {
    TypedLab lab =
        TypedLab.ofEngine("28.5.2")
            .with(
                "docker network create --ipv4=false --ipv6 --subnet fd00:9::/64"
                    + " --subnet 10.9.0.0/24 n");

    assertEquals(
        "[{\"Subnet\":\"10.9.0.0/24\"},{\"Subnet\":\"fd00:9::/64\"}]\n",
        lab.type("docker network inspect -f '{{json .IPAM.Config}}' n"));
  }

  /// moby `daemon/network.go`, `createNetwork`, from 26.1 to 28.5.
  @ParameterizedTest
  @CsvSource({
    "26.1.5, -o com.docker.network.enable_ipv6=true, false true",
    "27, -o com.docker.network.enable_ipv6=true, true true",
    "28.0, --ipv6 -o com.docker.network.enable_ipv6=false, true false",
    "28.5.2, --ipv6 -o com.docker.network.enable_ipv6=false, true <no value>"
  })
  void an_option_may_switch_ipv6_on(String engine, String words, String shown) {
    TypedLab lab =
        TypedLab.ofEngine(engine)
            .with(
                "docker network create --subnet fd00:5::/64 --subnet"
                    + " 10.5.0.0/24 "
                    + words
                    + " n");

    assertEquals(
        shown + "\n",
        lab.type(
            "docker network inspect -f '{{.EnableIPv6}} {{with index .Options"
                + " \"com.docker.network.enable_ipv6\"}}{{.}}{{else}}<no value>{{end}}' n"));
  }
}
