package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The networks of a stack (docker/cli `cli/compose/convert/service.go`; sessions of 20.10.24).
class StackNetworksTest extends TypedSwarm {
  private static final String FILE =
      "version: \"3.8\"\\nservices:\\n  app:\\n    image: net\\n    command: sleep 1000\\n"
          + "    networks: [front, back]\\n    deploy: {endpoint_mode: dnsrr}\\n"
          + "networks:\\n  front: {attachable: true}\\n  back: {}\\n";

  @BeforeEach
  void deploy() {
    SwarmOfTwo.form(lab);
    ok("a$ printf '" + FILE + "' > /tmp/s.yml");
    ok("a$ docker stack deploy -c /tmp/s.yml st");
    pass(1);
  }

  @Test
  void a_service_joins_networks_in_the_order_of_their_names() {
    String shown = type("a$ docker service inspect --pretty st_app");
    assertTrue(shown.contains("Networks: st_back st_front"), shown);
  }

  @Test
  void what_cannot_be_removed_is_told_in_one_line_by_20_10() {
    ok("a$ docker run -d --name one --network st_front net sleep 1000");
    String shown = type("a$ docker stack rm st").replaceAll("[0-9a-z]{25}", "ID");
    assertEquals(
        """
        Removing service st_app
        Removing network st_back
        Removing network st_front
        Failed to remove network ID: Error response from daemon: rpc error: code = \
        FailedPrecondition desc = network ID is in use by task ID\
        Failed to remove some resources from stack: st
        """,
        shown);
  }

  @Test
  void an_image_that_the_lab_alone_knows_is_at_no_registry() {
    String shown = type("a$ docker service create -d --name n net sleep 1000");
    assertTrue(shown.contains("image net:latest could not be accessed on a registry"), shown);
  }
}
