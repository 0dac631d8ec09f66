package dev.drydock.scenarios.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// Signals and shells in containers, as seen with BusyBox 1.35 under Docker 20.10.24.
class TrapsTest {
  private static final String RUN = "docker run busybox sh -c '";

  private final TypedLab lab = TypedLab.ofEngine("20.10").with();

  private void prints(String script, String expected) {
    assertEquals(expected, lab.type(RUN + script + "'"));
  }

  @Test
  void the_first_process_survives_what_it_does_not_catch() {
    prints("kill $$; echo alive", "alive\n");
    prints("kill -9 $$; echo alive", "alive\n");
    prints("echo $$ $(echo $$); (echo $$)", "1 1\n1\n");
  }

  @Test
  void what_is_caught_runs_when_the_command_is_over() {
    prints("trap \"echo got\" TERM; kill $$; echo after", "got\nafter\n");
    prints("trap \"\" TERM; kill $$; echo after", "after\n");
    prints("trap \"echo bye; false\" EXIT; exit 4", "bye\n");
    assertEquals(4, lab.status());
    prints("trap \"echo bye; exit 3\" 0; echo first", "first\nbye\n");
    assertEquals(3, lab.status());
    prints("trap \"echo x\" INT TERM; trap - INT; trap", "trap -- 'echo x' TERM\n");
    prints("(trap \"echo inner\" EXIT); echo outer", "inner\nouter\n");
  }

  @Test
  void a_shell_that_catches_what_stops_it_ends_in_its_own_way() {
    lab.with(
        "docker run -d --name k10 busybox sh -c 'trap \"exit 5\" TERM; while :; do sleep 0.1;"
            + " done'",
        "docker stop k10");
    assertEquals("5\n", lab.type("docker wait k10"));
    lab.with(
        "docker run -d --name k11 busybox sh -c 'trap \"echo bye; exit\" TERM; sleep 1000 & wait'",
        "docker stop k11");
    assertEquals("bye\n", lab.type("docker logs k11"));
    assertEquals("143\n", lab.type("docker wait k11"));
    lab.with(
        "docker run -d --name k12 busybox sh -c 'trap \"exit 5\" TERM; sleep 1000'",
        "docker stop -t 1 k12");
    assertEquals("137\n", lab.type("docker wait k12"));
  }

  @Test
  void the_status_of_a_job_tells_of_its_signal() {
    prints("sleep 100 & kill -9 $!; wait $!; echo $?", "137\n");
    prints("sleep 100 & kill $!; wait $!; echo $?", "143\n");
    prints("sh -c \"exit 3\" & sleep 1; wait $!; echo $?; wait 77; echo $?", "3\n127\n");
  }
}
