package dev.drydock.scenarios.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// `python3 -m http.server` as the command of a container.
class PythonServersTest {
  private final TypedLab lab = TypedLab.start();

  @Test
  void it_shows_the_files_of_its_working_folder_and_logs_who_asks() {
    lab.with(
        "docker run -d --name py -p 80:9000 -w /srv python python -m http.server 9000",
        "docker exec py sh -c 'mkdir -p /srv && echo hello > /srv/a'");

    assertEquals("hello\n", lab.type("ssh pc curl -s http://192.168.1.41/a"));
    lab.type("ssh pc curl -s http://192.168.1.41/b");
    assertEquals(
        """
        192.168.1.50 - - [TIME] "GET /a HTTP/1.1" 200 -
        192.168.1.50 - - [TIME] code 404, message File not found
        192.168.1.50 - - [TIME] "GET /b HTTP/1.1" 404 -
        """,
        lab.type("docker logs py")
            .replaceAll("\\[\\d\\d/Jan/2026 \\d\\d:\\d\\d:\\d\\d]", "[TIME]"));
  }

  @Test
  void it_listens_on_ipv4_alone_at_8000_unless_it_is_told_otherwise() {
    lab.with(
        "docker run -d --name one python:3 python3 -m http.server",
        "docker run -d --name two python:3 python3 -u -m http.server -b 127.0.0.1 90 -d /tmp");

    assertTrue(lab.type("curl -sI http://172.17.0.2:8000/").startsWith("HTTP/1.0 200 OK"));
    assertEquals("", lab.type("curl -s http://172.17.0.3:90/"));
    String sockets = lab.type("nsenter -t $(docker inspect -f '{{.State.Pid}}' two) -n ss -ltnH");
    assertTrue(sockets.contains("127.0.0.1:90"), sockets);
  }
}
