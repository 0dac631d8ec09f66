package dev.drydock.scenarios.tools.docker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// `docker rm --link`. Words are those of sessions of 20.10.24 and 28.5.2.
class LinkRemovalTest {
  private final TypedLab lab =
      TypedLab.ofEngine("28.5")
          .with(
              "docker run -d --name one net sleep 1000",
              "docker run -d --name two --link one:db net sleep 1000");

  @Test
  void a_link_goes_and_both_containers_stay() {
    assertEquals("two/db\n", lab.type("docker rm --link two/db"));
    assertEquals("null\n", lab.type("docker inspect -f '{{json .HostConfig.Links}}' two"));
    assertFalse(lab.type("docker exec two cat /etc/hosts").contains("db"));
    assertEquals("2\n", lab.type("docker ps -q | wc -l"));
    lab.with("docker stop -t 0 one", "docker restart -t 0 two");
  }

  @Test
  void a_slash_in_front_is_no_matter() {
    assertEquals("/two/db\n", lab.type("docker rm -l /two/db"));
  }

  @Test
  void what_is_no_link_is_refused() {
    String none = "Error response from daemon: No such container: ";
    assertEquals(none + "two/nosuch\n", lab.type("docker rm -l two/nosuch"));
    assertEquals(none + "nosuch/x\n", lab.type("docker rm -l nosuch/x"));
    assertEquals(none + "nosuch\n", lab.type("docker rm -l /nosuch"));
    assertEquals(1, lab.status());
    assertEquals(
        "Error response from daemon: Conflict, cannot remove the default link name of the"
            + " container\n",
        lab.type("docker rm -l two"));
    assertEquals("2\n", lab.type("docker ps -q | wc -l"));
  }
}
