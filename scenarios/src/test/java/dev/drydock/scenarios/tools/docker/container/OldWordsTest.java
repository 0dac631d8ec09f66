package dev.drydock.scenarios.tools.docker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// What Docker 20.10.24 was seen to say of names and filters that are none.
class OldWordsTest {
  private final TypedLab lab =
      TypedLab.ofEngine("20.10").with("docker run -d --name one busybox sleep 100");

  private void says(String typed, String expected) {
    assertEquals(expected + "\n", lab.type(typed));
    assertEquals(1, lab.status());
  }

  @Test
  void names_are_not_empty() {
    says("docker rename one ''", "Error: Neither old nor new names may be empty");
    says("docker rename '' one", "Error: Neither old nor new names may be empty");
  }

  @Test
  void what_is_copied_is_there() {
    says("docker cp nosuch:/etc/hosts .", "Error: No such container:path: nosuch:/etc/hosts");
    says("docker cp /nosuch one:/tmp/", "lstat //nosuch: no such file or directory");
  }

  @Test
  void run_and_exec_say_what_they_do_in_old_words() {
    String help = lab.type("docker container");
    assertTrue(help.contains("  exec     Run a command in a running container\n"), help);
    assertTrue(help.contains("  run      Run a command in a new container\n"), help);
  }

  @Test
  void networks_dangle_or_not() {
    says(
        "docker network ls --filter dangling=x",
        "Error response from daemon: invalid value for filter 'dangling', must be \"true\" (or"
            + " \"1\"), or \"false\" (or \"0\")");
  }

  @Test
  void grep_takes_several_patterns() {
    assertEquals("a.c\nB\n", lab.type("printf 'a.c\\nabc\\nB\\nx\\n' | grep -F -e a.c -e B"));
    assertEquals("abc\nx\n", lab.type("printf 'a.c\\nabc\\nB\\nx\\n' | grep -x -e abc -e x"));
  }
}
