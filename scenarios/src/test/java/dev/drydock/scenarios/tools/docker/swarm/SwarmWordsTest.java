package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// What Docker 20.10.24 said of services, nodes and stacks that are not there or cannot be so.
class SwarmWordsTest {
  private final TypedLab lab = TypedLab.start().with("docker swarm init");

  private void says(String expected, int status, String command) {
    assertEquals(expected, lab.type("docker " + command));
    assertEquals(status, lab.status());
  }

  @Test
  void what_is_not_there_is_named() {
    says("[]\nStatus: Error: no such service: no, Code: 1\n", 1, "service inspect no");
    says("[]\nStatus: Error: No such node: no, Code: 1\n", 1, "node inspect no");
    says("Error: No such node: no\n", 1, "node ps no");
  }

  @Test
  void words_that_mean_nothing_are_refused() {
    says(
        "Error response from daemon: invalid Availability: \"off\"\n",
        1,
        "node update --availability off dh1");
    says(
        """
        Invalid scale specifier 'web'.
        See 'docker service scale --help'.

        Usage:  docker service scale SERVICE=REPLICAS [SERVICE=REPLICAS...]

        Scale one or multiple replicated services
        """,
        1,
        "service scale web");
    assertTrue(
        lab.type("docker service create -d --publish published=70000,target=80 web")
            .startsWith(
                "invalid argument \"published=70000,target=80\" for \"-p, --publish\" flag:"
                    + " strconv.ParseUint: parsing \"70000\": value out of range\n"));
  }

  @Test
  void a_manager_is_named_by_its_id() {
    String id = lab.type("docker node inspect -f '{{.ID}}' self").strip();

    says("Node " + id + " is already a manager.\n", 0, "node promote dh1");
  }

  @Test
  void stacks_have_an_orchestrator_and_may_come_from_standard_input() {
    says("NAME      SERVICES   ORCHESTRATOR\n", 0, "stack ls");
    lab.with(
        "printf 'version: \"3.8\"\\nservices: { web: { image: web } }\\n'"
            + " | docker stack deploy -c - shop");
    says("shop 1 Swarm\n", 0, "stack ls --format '{{.Name}} {{.Services}} {{.Orchestrator}}'");
  }

  @Test
  void the_ingress_network_is_removed_after_a_yes() {
    String asked = lab.type("docker network rm ingress");
    assertTrue(asked.startsWith("WARNING! Before removing the routing-mesh network, make"), asked);
    assertTrue(asked.contains("Are you sure you want to continue? [y/N] "), asked);
    assertTrue(lab.type("docker network ls").contains("ingress"));

    lab.with("echo y | docker network rm ingress");
    assertTrue(!lab.type("docker network ls").contains("ingress"));
  }
}
