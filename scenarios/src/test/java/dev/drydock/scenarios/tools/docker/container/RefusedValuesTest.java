package dev.drydock.scenarios.tools.docker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// What Docker 20.10.24 was seen to say of values and words that are none.
class RefusedValuesTest {
  private final TypedLab lab = TypedLab.start().with("docker run -d --name one busybox sleep 1000");

  private void says(String line, String said) {
    assertEquals(said + "\n", lab.type(line));
  }

  @Test
  void times() {
    String why = "failed to parse value as time or duration: \"x\"";
    says("docker events --since x", why);
    says("docker logs --since x one", "invalid value for \"since\": " + why);
  }

  @Test
  void drivers_and_templates() {
    says(
        "docker volume create -d nosuch xx",
        "Error response from daemon: create xx: error looking up volume plugin nosuch: plugin"
            + " \"nosuch\" not found");
    says(
        "docker ps --format '{{.Names'", "failed to parse template: template: :1: unclosed action");
  }

  @Test
  void what_a_start_is_refused_for() {
    assertTrue(
        lab.type("docker run --ipc nosuch busybox true")
            .startsWith("docker: Error response from daemon: Invalid IPC mode: nosuch.\n"));
    assertEquals(125, lab.status());
    assertTrue(
        lab.type("docker run --tmpfs /x:nosuch=1 busybox true")
            .startsWith(
                "docker: Error response from daemon: invalid tmpfs option [\"nosuch\" \"1\"].\n"));
    says("docker run --rm --tmpfs /x:size=1m,mode=755 busybox echo ok", "ok");
  }

  @Test
  void each_of_several_that_are_missing() {
    says(
        "docker stats --no-stream aa bb",
        "Error response from daemon: No such container: aa\n"
            + "Error response from daemon: No such container: bb");
    says(
        "docker wait aa bb",
        "Error response from daemon: No such container: aa\n"
            + "Error response from daemon: No such container: bb");
  }

  @Test
  void help_of_a_group_and_of_a_verb() {
    String group = lab.type("docker network");
    assertTrue(group.startsWith("\nUsage:  docker network COMMAND\n\nManage networks\n"), group);
    assertEquals(group, lab.type("docker help network"));
    assertEquals(0, lab.status());
    assertTrue(
        lab.type("docker --nosuch").startsWith("unknown flag: --nosuch\nSee 'docker --help'.\n"));
  }
}
