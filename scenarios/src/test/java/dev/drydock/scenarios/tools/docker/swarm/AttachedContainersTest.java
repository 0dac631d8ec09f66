package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Single containers on networks of a swarm (sessions of Docker 20.10.24 and 28.5.2).
class AttachedContainersTest extends TypedSwarm {
  private static final String PLACE =
      "docker inspect -f '{{.NetworkSettings.Networks.ov.IPAddress}}"
          + " {{json .NetworkSettings.Networks.ov.IPAMConfig}}' two";

  @BeforeEach
  void attach() {
    SwarmOfTwo.attachTwo(lab);
  }

  @Test
  void a_container_that_starts_again_has_the_next_address() {
    assertEquals("10.0.1.4 {\"IPv4Address\":\"10.0.1.4\"}", type("b$ " + PLACE).strip());
    ok("b$ docker restart -t 0 two");
    assertEquals("10.0.1.6 {\"IPv4Address\":\"10.0.1.6\"}", type("b$ " + PLACE).strip());
  }

  @Test
  void a_container_that_is_stopped_has_no_address() {
    ok("b$ docker stop -t 0 two");
    assertEquals("null", type("b$ " + PLACE).strip());
  }

  @Test
  void an_address_of_ones_own_stays() {
    ok("a$ docker run -d --name three --network ov --ip 10.0.1.77 net sleep 1000");
    ok("a$ docker restart -t 0 three");
    assertEquals(
        "10.0.1.77",
        type("a$ docker inspect -f '{{.NetworkSettings.Networks.ov.IPAddress}}' three").strip());
  }

  @Test
  void nobody_comes_onto_a_network_from_a_node_that_pauses() {
    ok("a$ docker node update --availability pause a");
    String refused = type("a$ docker run -d --name four --network ov net sleep 1000");
    assertTrue(refused.contains("check manager logs: context deadline exceeded"), refused);
    ok("a$ docker node update --availability active a");
    ok("a$ docker start four");
  }
}
