package dev.drydock.scenarios.tools.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// What Debian's build of BusyBox 1.35 leaves out, as seen in containers of it.
class DebianBusyboxTest {
  private final TypedLab lab = TypedLab.start().with("docker run -d --name web1 web");

  @Test
  void ps_takes_columns() {
    assertEquals(
        """
        PID   COMMAND          COMMAND
            1 httpd            httpd -f -p 80 -h /www
            7 ps               ps -o pid,comm,args
        """,
        lab.type("docker exec web1 ps -o pid,comm,args"));
  }

  @Test
  void netstat_knows_no_programs() {
    String text = lab.type("docker exec web1 netstat -ltnp");

    assertTrue(text.startsWith("netstat: invalid option -- 'p'\nBusyBox v1.35.0 "), text);
  }

  @Test
  void pgrep_and_pkill_are_not_there() {
    assertEquals(
        "OCI runtime exec failed: exec failed: unable to start container process: exec: \"pgrep\":"
            + " executable file not found in $PATH: unknown\n",
        lab.type("docker exec web1 pgrep httpd"));
  }

  @Test
  void killall_says_what_it_did_not_find() {
    assertEquals(
        "killall: nosuch: no process killed\n", lab.type("docker exec web1 killall nosuch"));
  }

  @Test
  void httpd_says_no_type_that_it_does_not_know() {
    lab.with("docker exec web1 sh -c 'echo x > /www/name'");

    String head = lab.type("curl -sS -i http://172.17.0.2/name");

    assertTrue(head.contains("Connection: close\r\nAccept-Ranges: bytes\r\n"), head);
  }
}
