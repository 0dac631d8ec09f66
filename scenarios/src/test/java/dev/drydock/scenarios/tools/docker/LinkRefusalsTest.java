package dev.drydock.scenarios.tools.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// Links to containers that are not on the default network, or do not run. Seen with Docker
/// 20.10.24 and 28.5.2.
class LinkRefusalsTest {
  private static final String RUN = "docker run -d --name ";

  @Test
  void a_link_needs_the_default_network_at_both_ends() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      lab.with("docker network create own", RUN + "other --network own busybox sleep 1000");
      String refused = lab.type(RUN + "one --link other:o busybox sleep 1000");
      assertTrue(
          refused.contains("Cannot link to /other, as it does not belong to the default network."),
          refused);
      assertEquals(
          "Created\n",
          lab.type("docker ps -a --filter name=one --format {{.State}}")
              .replace("created", "Created"));
      lab.with("docker network connect bridge other", "docker start one");

      assertTrue(lab.type("docker exec one cat /etc/hosts").contains("\to "));
    }
  }

  @Test
  void a_link_to_a_shared_namespace_leads_to_whose_it_is() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      lab.with(
          RUN + "base --network none busybox sleep 1000",
          RUN + "side --network container:base busybox sleep 1000");

      String refused = lab.type(RUN + "one --link side busybox");
      assertTrue(refused.contains("Cannot link to /base, as"), refused);
    }
  }

  @Test
  void namespaces_shared_in_a_circle_end() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      lab.type("docker create --name one --network container:two busybox");
      lab.type("docker create --name two --network container:one busybox");

      assertTrue(lab.type(RUN + "three --link one busybox").contains("Cannot link to /"));
    }
  }

  @Test
  void engine_28_asks_for_links_before_networks() {
    try (TypedLab lab = TypedLab.ofEngine("28.5.2")) {
      lab.with("docker network create own", RUN + "other --network own busybox sleep 1000");
      String id = lab.type("docker inspect -f '{{.Id}}' other").strip();
      String refused = lab.type(RUN + "one --link other busybox");
      assertTrue(
          refused.contains("daemon: container " + id + " not attached to default bridge network"),
          refused);
      lab.with("docker stop -t 0 other");

      assertTrue(
          lab.type("docker start one")
              .contains("Cannot link to a non running container: /other AS /one/other"));
    }
  }

  @Test
  void a_stopped_container_of_a_shared_namespace_may_be_connected() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      lab.with(
          "docker network create own",
          RUN + "base busybox sleep 1000",
          RUN + "side --network container:base busybox sleep 1000",
          "docker stop -t 0 side",
          "docker network connect own side");

      assertEquals("own\n", lab.type("docker ps -a --filter name=side --format {{.Networks}}"));
    }
  }

  @Test
  void aliases_are_there_though_the_address_was_refused() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      lab.with("docker network create own");
      lab.type(RUN + "one --network own --ip 172.18.0.9 busybox");
      String id = lab.type("docker inspect -f '{{slice .Id 0 12}}' one").strip();

      assertEquals(
          "[" + id + "]\n",
          lab.type("docker inspect -f '{{.NetworkSettings.Networks.own.Aliases}}' one"));
    }
  }
}
