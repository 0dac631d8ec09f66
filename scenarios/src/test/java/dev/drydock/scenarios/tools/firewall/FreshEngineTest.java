package dev.drydock.scenarios.tools.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// An engine that begins anew on a machine.
class FreshEngineTest {
  private final DockerHost host = DockerHost.of("20.10", false);

  @Test
  void its_containers_have_none_of_the_files_of_those_before() {
    String run = "docker run -d --name one alpine sleep 1000";
    host.set(run, "docker exec one sh -c 'echo old > /tmp/note'");
    assertEquals("old\n", host.type("docker exec one cat /tmp/note"));
    host.fresh();
    host.set(run);

    assertEquals(
        "cat: can't open '/tmp/note': No such file or directory\n",
        host.type("docker exec one cat /tmp/note"));
  }
}
