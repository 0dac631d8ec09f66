package dev.drydock.scenarios.tools.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// Options that a session on Debian 12 beside Docker 28.5.2 showed.
class PgrepCountTest {
  private final TypedLab lab = TypedLab.start();

  @Test
  void pgrep_counts_what_it_finds() {
    lab.with("docker run -d -p 8081:80 -p 8082:81 web");
    assertEquals("4\n", lab.type("pgrep -c docker-proxy"));
    assertEquals("0\n", lab.type("pgrep -c nosuch"));
    assertEquals(1, lab.status());
  }

  @Test
  void ping_cannot_set_a_time_to_live_of_nothing() {
    assertEquals(
        "ping: cannot set unicast time-to-live: Invalid argument\n",
        lab.type("ping -c 1 -t 0 127.0.0.1"));
    assertEquals(2, lab.status());
  }
}
