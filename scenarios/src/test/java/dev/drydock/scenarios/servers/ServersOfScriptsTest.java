package dev.drydock.scenarios.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// Servers that scripts and `docker exec` start, as they were seen with Docker 20.10.24 and
/// Debian's BusyBox 1.35.
class ServersOfScriptsTest {
  private static final String PAGE = "mkdir -p /www && echo hi > /www/index.html && ";

  private final TypedLab lab = TypedLab.start();

  @Test
  void a_server_at_the_end_of_a_script_serves_and_takes_the_place_of_the_shell() {
    lab.with(
        "docker run -d --name web1 -p 8081:8080 busybox sh -c \""
            + PAGE
            + "httpd -f -p 8080 -h /www\"",
        "sleep 0.1");

    assertEquals("hi\n", lab.type("ssh pc curl -sS http://192.168.1.41:8081/"));
    assertEquals("httpd -f -p 8080 -h /www\n", commands("web1"));
    assertTrue(lab.type("docker ps").contains("\"sh -c 'mkdir -p /ww…\""));
  }

  @Test
  void a_server_within_a_script_is_a_child_of_the_shell() {
    lab.with("docker run -d --name web1 busybox sh -c 'httpd -f -h /tmp; echo over'", "sleep 0.1");

    assertEquals(
        """
        PID   USER     TIME  COMMAND
            1 root      0:00 sh -c httpd -f -h /tmp; echo over
            7 root      0:00 httpd -f -h /tmp
            8 root      0:00 ps
        """,
        lab.type("docker exec web1 ps"));
  }

  @Test
  void a_script_goes_on_when_its_server_is_ended() {
    lab.with(
        "docker run -d --name web1 busybox sh -c '" + PAGE + "httpd -f -h /www; echo over'",
        "sleep 0.1",
        "docker exec web1 killall httpd",
        "sleep 0.1");

    assertEquals("Terminated\nover\n", lab.type("docker logs web1"));
    assertEquals("exited 0\n", lab.type(inspect("web1")));
  }

  @Test
  void servers_that_go_into_the_background_stay_beside_the_last_command() {
    lab.with(
        "docker run -d --name two busybox sh -c 'httpd -p 81; httpd -p 82 -h /tmp; sleep 1000'",
        "sleep 0.1");

    assertEquals("sleep 1000\nhttpd -p 81\nhttpd -p 82 -h /tmp\n", commands("two"));
    assertTrue(lab.type("docker exec two netstat -ltn").contains(" :::82 "));
  }

  @Test
  void a_loop_of_nc_answers_again_and_again() {
    lab.with(
        "docker run -d --name loop -p 90:9 busybox sh -c"
            + " 'while true; do echo hello | nc -l -p 9; done'",
        "sleep 0.1");

    assertEquals("hello\n", lab.type("ssh pc nc -w 1 192.168.1.41 90"));
    lab.with("sleep 0.1");
    assertEquals("hello\n", lab.type("ssh pc nc -w 1 192.168.1.41 90"));
    assertTrue(commands("loop").endsWith("\nnc -l -p 9\n"), commands("loop"));
  }

  @Test
  void a_server_that_exec_starts_lives_until_the_container_ends() {
    lab.with(
        "docker run -d --name one busybox sleep 1000000",
        "docker exec -d one httpd -f -p 91 -h /etc",
        "docker exec one sh -c 'httpd -f -p 92 -h /etc &'",
        "sleep 0.1");
    assertEquals(
        "sleep 1000000\nhttpd -f -p 91 -h /etc\nhttpd -f -p 92 -h /etc\n", commands("one"));

    lab.with("docker restart -t 0 one");

    assertEquals("sleep 1000000\n", commands("one"));
    assertTrue(lab.type("curl -sS http://172.17.0.2:91/hostname").startsWith("curl: (7) "));
  }

  @Test
  void a_paused_server_of_a_script_answers_when_it_goes_on() {
    lab.with(
        "docker run -d --name web1 busybox sh -c '" + PAGE + "exec httpd -f -h /www'",
        "sleep 0.1",
        "docker pause web1");

    assertTrue(lab.type("curl -sS -m 1 http://172.17.0.2/").startsWith("curl: (28) "));
    lab.with("docker unpause web1");
    assertEquals("hi\n", lab.type("curl -sS -m 1 http://172.17.0.2/"));
  }

  @Test
  void a_script_ends_with_a_server_that_cannot_go_into_its_folder() {
    lab.with("docker run -d --name bad busybox sh -c 'httpd -f -h /nosuch'", "sleep 0.1");

    assertEquals(
        "httpd: can't change directory to '/nosuch': No such file or directory\n",
        lab.type("docker logs bad"));
    assertEquals("exited 1\n", lab.type(inspect("bad")));
  }

  @Test
  void the_second_server_of_a_port_ends() {
    lab.with("docker run -d --name one busybox sh -c 'httpd -p 98; httpd -p 98'", "sleep 0.1");

    assertEquals("httpd: bind: Address already in use\n", lab.type("docker logs one"));
  }

  @Test
  void nginx_is_started_by_a_script_of_its_image() {
    lab.with(
        "docker run -d --name web1 nginx sh -c"
            + " \"echo own > /usr/share/nginx/html/index.html && nginx -g 'daemon off;'\"",
        "sleep 0.1");

    assertEquals("own\n", lab.type("curl -sS http://172.17.0.2/"));
    assertEquals("nginx -g daemon off;\n", commands("web1"));
  }

  @Test
  void ss_names_the_program_of_a_socket() {
    lab.with(
        "docker run -d --name tools net sleep 1000000",
        "docker exec -d tools nc -lk 7000",
        "sleep 0.1");

    String sockets = lab.type("docker exec tools ss -ltnp");
    assertTrue(sockets.contains("users:((\"nc\",pid=7,fd=3))"), sockets);
  }

  private String commands(String container) {
    return lab.type("docker top " + container + " -o pid,args | tail -n +2 | sed 's/^[0-9]* *//'");
  }

  private static String inspect(String container) {
    return "docker inspect -f '{{.State.Status}} {{.State.ExitCode}}' " + container;
  }
}
