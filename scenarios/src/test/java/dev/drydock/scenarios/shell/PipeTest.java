package dev.drydock.scenarios.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Pipes into `head`, as on a real host: `ping -i 0.5 192.168.1.1 | head -3` was over after 1.05 s.
class PipeTest {
  @AutoClose private final TypedLab lab = TypedLab.of("name: home\nservices: {}\n");

  @Test
  void who_writes_into_a_pipe_that_nobody_reads_is_ended() {
    String said = lab.type("ping -i 0.5 192.168.0.1 | head -3; date +%s");

    assertTrue(said.startsWith("PING 192.168.0.1"), said);
    assertTrue(said.contains("icmp_seq=2") && !said.contains("icmp_seq=3"), said);
    assertTrue(said.endsWith("\n1767225601\n"), said);
  }

  @Test
  void a_loop_and_a_command_in_a_container_end_in_the_same_way() {
    lab.with("docker run -dit --name one busybox");

    assertEquals("y\ny\n", lab.type("while true; do echo y; done | head -n 2"));
    assertEquals("y", lab.type("while true; do echo y; done | head -c 1"));
    assertEquals(2, lab.type("docker exec one ping 192.168.0.1 | head -2").lines().count());
    assertEquals("10\n", lab.type("seq 100 | head | wc -l"));
  }

  @Test
  void what_is_read_to_its_end_goes_on() {
    assertEquals("3\n", lab.type("for i in 1 2 3; do echo $i; done | tail -1"));
    assertEquals("1\n2\n", lab.type("seq 2 | head -5"));
  }
}
