package dev.drydock.scenarios.tools.docker.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// Networks that hold a configuration for others; texts as recorded with Docker 20.10.24.
class ConfigurationNetworksTest {
  private static final String ROW = "{{.Name}} {{.Driver}} {{.Scope}}";

  private final TypedLab lab = TypedLab.start();

  private String type(String line) {
    return lab.type(line);
  }

  private void conf() {
    type(
        "docker network create --config-only --subnet 10.11.0.0/24 --gateway 10.11.0.1"
            + " -o com.docker.network.bridge.name=brconf --label a=b conf");
  }

  @Test
  void a_network_made_from_a_configuration_has_what_that_says() {
    conf();
    String shown = "{{.Driver}} {{.ConfigOnly}} {{json .ConfigFrom}} {{json .IPAM.Config}}";
    assertEquals(
        "null true {\"Network\":\"\"} [{\"Subnet\":\"10.11.0.0/24\",\"Gateway\":\"10.11.0.1\"}]\n",
        type("docker network inspect conf -f '" + shown + "'"));
    assertEquals(
        "conf null local\n", type("docker network ls -f name=conf --format '" + ROW + "'"));
    assertEquals("", type("docker network ls -q -f name=conf -f driver=bridge"));
    assertEquals("", type("ip -o link show type bridge | grep brconf"));
    type("docker network create --config-from conf one");
    assertEquals(
        "bridge false {\"Network\":\"conf\"}"
            + " [{\"Subnet\":\"10.11.0.0/24\",\"Gateway\":\"10.11.0.1\"}]\n",
        type("docker network inspect one -f '" + shown + "'"));
    assertTrue(type("ip addr show brconf").contains("inet 10.11.0.1/24"));
    assertEquals(
        "Error response from daemon: error while removing network: configuration network \"conf\""
            + " is in use\n",
        type("docker network rm conf"));
    assertEquals("one\n", type("docker network rm one"));
    assertEquals("conf\n", type("docker network rm conf"));
  }

  @Test
  void what_does_not_go_together_is_refused() {
    conf();
    String start = "Error response from daemon: ";
    assertEquals(
        start
            + "user specified configurations are not supported if the network depends on a"
            + " configuration network\n",
        type("docker network create --config-from conf --subnet 10.12.0.0/24 two"));
    assertEquals(
        start
            + "network driver options are not supported if the network depends on a configuration"
            + " network\n",
        type("docker network create --config-from conf -o x=y two"));
    assertEquals(
        start + "configuration network \"nosuch\" does not exist\n",
        type("docker network create --config-from nosuch two"));
    assertEquals(
        start + "a configuration network cannot depend on another configuration network\n",
        type("docker network create --config-only --config-from conf two"));
    assertTrue(
        type("docker network create --config-only --internal two")
            .startsWith(start + "configuration network can only contain network specific fields."));
    assertTrue(
        type("docker run --rm --network conf busybox true")
            .contains("cannot create endpoint on configuration-only network"));
  }
}
