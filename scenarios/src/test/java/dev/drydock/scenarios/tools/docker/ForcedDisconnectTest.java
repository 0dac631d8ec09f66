package dev.drydock.scenarios.tools.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// `docker network disconnect -f`, and of what does not run (moby `DisconnectFromNetwork`; seen
/// with Docker 20.10.24).
class ForcedDisconnectTest {
  private static final String FORCED = "docker network disconnect -f ";

  @Test
  void who_is_not_there_has_no_endpoint() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      lab.with("docker network create net");
      assertTrue(lab.type(FORCED + "net nobody").contains("daemon: endpoint nobody not found"));
      assertTrue(lab.type(FORCED + "gone nobody").contains("daemon: network gone not found"));
      assertTrue(
          lab.type("docker network disconnect net nobody")
              .contains("daemon: No such container: nobody"));
    }
  }

  @Test
  void a_running_container_was_never_on_what_is_not_there() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      lab.with("docker run -d --name one busybox sleep 1000");

      assertTrue(lab.type(FORCED + "gone one").contains(" is not connected to the network gone"));
      assertTrue(lab.type("docker network disconnect gone one").contains("network gone not found"));
    }
  }

  @Test
  void what_is_noted_of_a_stopped_container_stays() {
    try (TypedLab lab = TypedLab.ofEngine("28.5.2")) {
      lab.with(
          "docker network create net",
          "docker run -d --name one --network net --network-alias first busybox sleep 1000",
          "docker stop -t 0 one",
          "docker network connect --alias second net one");

      assertEquals(
          "[first]\n",
          lab.type("docker inspect -f '{{.NetworkSettings.Networks.net.Aliases}}' one"));
    }
  }

  @Test
  void a_stopped_container_forgets_a_network_that_is_gone() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      lab.with(
          "docker network create net",
          "docker run -d --name one --network net busybox sleep 1000",
          "docker stop -t 0 one",
          "docker network rm net",
          "docker network disconnect net one");

      assertEquals("\n", lab.type("docker ps -a --format '{{.Networks}}'"));
    }
  }
}
