package dev.drydock.scenarios.tools.docker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// Commands that containers run in the background, what they write, and how they end.
class ContainerCommandsTest {
  private final TypedLab lab = TypedLab.ofEngine("29");

  private String state(String name) {
    return lab.type(
            "docker inspect -f '{{.State.Status}} {{.State.ExitCode}} {{.RestartCount}}' " + name)
        .strip();
  }

  @Test
  void a_command_runs_beside_the_foreground_and_ends_its_container() {
    lab.with("docker run -d --name one busybox sh -c 'echo begun; sleep 3; exit 4'");
    assertEquals("running 0 0", state("one"));
    lab.with("sleep 4");

    assertEquals("exited 4 0", state("one"));
    assertEquals("begun\n", lab.type("docker logs one"));
  }

  /// As in a session of 20.10.24.
  @Test
  void start_with_attach_shows_what_the_command_prints_and_ends_with_its_status() {
    TypedLab old = TypedLab.start();
    old.type("docker create --name made busybox sh -c 'echo out; exit 4'");
    assertEquals("out\n", old.type("docker start -a made"));
    assertEquals(4, old.status());
    assertEquals("out\nout\n", old.type("docker start -ai made; docker logs made | tail -1"));
    assertEquals("Error: No such container: none\n", old.type("docker start -a none"));
    assertEquals(
        "you cannot start and attach multiple containers at once\n",
        old.type("docker start -a made made"));
    assertTrue(
        old.type("docker run --rm --restart always busybox true")
            .startsWith("docker: Conflicting options: --restart and --rm.\n"));
  }

  @Test
  void pings_of_a_container_are_in_its_log() {
    lab.with(
        "docker run -d --name web web",
        "docker run -d --name one busybox ping -c 2 172.17.0.2",
        "docker wait one");

    String log = lab.type("docker logs one");
    assertTrue(log.contains("2 packets transmitted, 2 packets received"), log);
    assertEquals("exited 0 0", state("one"));
  }

  @Test
  void logs_are_cut_and_dated_as_asked() {
    lab.with(
        "docker run -d --name one busybox sh -c 'for i in 1 2 3; do echo line $i; sleep 10; done'",
        "sleep 25");

    assertEquals("line 3\n", lab.type("docker logs --tail 1 one"));
    assertEquals("line 2\nline 3\n", lab.type("docker logs --since 20s one"));
    assertTrue(lab.type("docker logs -t -n 1 one").matches("2026-\\S{20,25}Z line 3\n"));
    assertEquals("line 1\nline 2\nline 3\n", lab.type("docker logs -f one"));
    assertEquals("exited 0 0", state("one"));
  }

  @Test
  void a_container_that_fails_again_and_again_is_listed_as_restarting() {
    lab.with("docker run -d --name one --restart always busybox false", "sleep 20");

    String listed = lab.type("docker ps");
    assertTrue(listed.contains("Restarting (1) "), listed);
    assertTrue(Integer.parseInt(state("one").replaceAll(".* ", "")) >= 7, state("one"));
  }

  @Test
  void a_command_that_the_image_does_not_have_is_refused_as_by_runc() {
    String refused = lab.type("docker run --name one busybox nosuch -x");

    assertEquals(127, lab.status());
    assertTrue(
        refused.contains("exec: \"nosuch\": executable file not found in $PATH: unknown"), refused);
    assertEquals("created 127 0", state("one"));
    assertTrue(lab.type("docker run --rm busybox /etc/hosts").contains("permission denied"));
    assertEquals(126, lab.status());
    assertTrue(lab.type("docker run --rm busybox /a/b").contains("stat /a/b: no such file"));
    assertEquals(127, lab.status());
  }

  @Test
  void an_applet_that_is_not_emulated_and_an_unknown_image_are_labels() {
    lab.with(
        "docker run -d --name one busybox crond -f",
        "docker run -d --name two python:3 python -m http.server",
        "docker run -d --name none alpine sh -c 'apk add curl && curl x'",
        "sleep 5");

    assertEquals("running 0 0", state("one"));
    assertEquals("running 0 0", state("two"));
    assertEquals("running 0 0", state("none"));
  }

  @Test
  void a_shell_without_a_terminal_ends_at_once() {
    lab.with(
        "docker run -d --name one busybox sh", "docker run -dit --name two busybox sh", "sleep 1");

    assertEquals("exited 0 0", state("one"));
    assertEquals("running 0 0", state("two"));
  }

  @Test
  void so_does_an_image_whose_command_is_a_shell() {
    lab.with(
        "docker run -d --name bb busybox",
        "docker run -d --name ubuntu ubuntu",
        "docker run -d --name web nginx",
        "docker run -di --name open alpine",
        "sleep 1");

    assertEquals("exited 0 0", state("bb"));
    assertEquals("exited 0 0", state("ubuntu"));
    assertEquals("running 0 0", state("web"));
    assertEquals("running 0 0", state("open"));
    assertEquals(
        "\"/bin/sh\"\n\"/bin/bash\"\n\"sh\"\n",
        lab.type("docker ps -a --format '{{.Command}}' | grep -v docker-"));
  }

  @Test
  void a_stopped_container_runs_no_further() {
    lab.with(
        "docker run -d --name one busybox sh -c 'while true; do echo tick; sleep 1; done'",
        "sleep 5",
        "docker stop -t 1 one",
        "sleep 5");

    int ticks = lab.type("docker logs one").split("\n", -1).length - 1;
    assertTrue(ticks >= 5 && ticks <= 7, () -> "ticks " + ticks);
    assertEquals("exited 137 0", state("one"));
  }

  @Test
  void what_is_seen_in_the_foreground_is_in_the_log_too() {
    assertEquals("hello\n", lab.type("docker run --name one busybox echo hello"));
    assertEquals("hello\n", lab.type("docker logs one"));
    lab.with("docker start one", "sleep 1");
    assertEquals("hello\nhello\n", lab.type("docker logs one"));
  }

  @Test
  void the_status_of_a_line_is_known_in_the_next() {
    lab.type("docker run --rm busybox sh -c 'exit 7'");

    assertEquals("7\n", lab.type("echo $?"));
  }

  @Test
  void files_are_copied_in_and_out() {
    lab.with("docker run -d --name one busybox sleep 1000", "echo hi > /root/a");

    assertEquals(
        "Successfully copied 2.05kB to one:/tmp/\n", lab.type("docker cp /root/a one:/tmp/"));
    assertEquals("hi\n", lab.type("one@dh1$ cat /tmp/a"));
    lab.with("docker cp one:/etc/hostname /root/b");
    assertEquals(12, lab.type("cat /root/b").strip().length());
    assertEquals(
        "Error response from daemon: Could not find the file /none in container one\n",
        lab.type("docker cp one:/none ."));
  }

  @Test
  void what_is_not_emulated_says_so() {
    for (String verb : new String[] {"build .", "push x", "login", "export a"}) {
      String said = lab.type("docker " + verb);
      assertTrue(said.contains("not emulated"), said);
      assertEquals(1, lab.status());
    }
    assertFalse(lab.type("docker nosuch").contains("emulated"));
  }

  @Test
  void help_names_the_options() {
    String help = lab.type("docker run --help");

    assertEquals(0, lab.status());
    assertTrue(help.startsWith("Usage:  docker run [OPTIONS] IMAGE [COMMAND] [ARG...]\n"), help);
    assertTrue(help.contains("\n  -p, --publish list "), help);
  }

  /// Recorded with 20.10.24: the kernel takes the connection, and nobody answers.
  @Test
  void a_paused_server_is_connected_to_but_says_nothing() {
    TypedLab lab = TypedLab.start().with("docker run -d --name srv -p 8080:80 web");
    lab.with("docker restart -t 0 srv", "docker pause srv");
    String ask = "pc$ curl -sS -m 1 http://192.168.1.41:8080/";

    String said = lab.type(ask);
    assertTrue(said.contains("Operation timed out after") && said.contains("0 bytes"), said);

    lab.with("docker unpause srv");
    assertEquals("<html>hello</html>\n", lab.type(ask));
  }

  /// Recorded with 20.10.24: no end of the connection is sent again.
  @Test
  void a_command_of_its_own_container_ends_its_connections() {
    TypedLab lab =
        TypedLab.start()
            .with(
                "docker network create na",
                "docker run -d --name srv --network na web",
                "docker run --rm --network na web wget -q -O - http://srv/",
                "sleep 5");

    assertEquals("", lab.type("srv@dh1$ netstat -tn | grep -E 'FIN|LAST|CLOS'"));
  }

  @Test
  void with_ipv6_off_there_is_no_source_for_any_destination() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      lab.with(
          "docker run -d --name deb debian sleep 1000",
          "docker run -d --name bb busybox sleep 1000");
      String why = "Cannot assign requested address\n";
      assertEquals("ping: connect: " + why, lab.type("docker exec deb ping -6 -c 1 ::1"));
      assertEquals("ping: connect: " + why, lab.type("docker exec deb ping -6 -c 1 2001:db8::1"));
      assertTrue(lab.type("docker exec bb ping6 -c 1 ::1").endsWith("ping6: sendto: " + why));
    }
  }

  /// As Docker 20.10.24 did.
  @Test
  void commands_begin_in_the_folder_of_their_container() {
    assertEquals("/tmp\n", lab.type("docker run --rm -w /tmp busybox pwd"));
    lab.type("docker run -d --name there -w /srv/../x/ busybox sleep 100");
    assertEquals("/x\n", lab.type("docker exec there pwd"));
    assertEquals("/x\n", lab.type("docker inspect -f '{{.Config.WorkingDir}}' there"));
    assertEquals("/\n", lab.type("docker exec -w / there pwd"));
    assertTrue(
        lab.type("docker run --rm -w rel busybox pwd")
            .startsWith(
                "docker: Error response from daemon: the working directory 'rel' is invalid, it"
                    + " needs to be an absolute path"));
    assertEquals(125, lab.status());
  }

  @Test
  void variables_of_a_command_stand_before_the_home_that_the_runtime_adds() {
    TypedLab lab = TypedLab.start().with("docker run -d --name one busybox sleep 1000");

    assertTrue(lab.type("docker exec -e A=b one env").endsWith("\nA=b\nHOME=/root\n"));
  }

  @Test
  void what_is_typed_in_a_container_is_told_in_events() {
    TypedLab lab = TypedLab.start().with("docker run -d --name one busybox sleep 1000");
    lab.type("one@dh1$ false");

    String events = lab.type("docker events --since 1h --until -1s --filter container=one");
    assertTrue(events.contains(" container exec_create: false "), events);
    assertTrue(events.contains("exitCode=1, image=busybox"), events);
  }

  @Test
  void name_servers_of_ipv6_stand_behind_the_engine_s_own_up_to_25() {
    String run =
        "docker run --rm --network n --dns 2001:db8::53 --dns 9.9.9.9 busybox"
            + " cat /etc/resolv.conf";

    assertEquals(
        "nameserver 127.0.0.11\nnameserver 2001:db8::53\noptions ndots:0\n",
        TypedLab.start().with("docker network create n").type(run));
    assertFalse(
        TypedLab.ofEngine("28.0")
            .with("docker network create n")
            .type(run)
            .contains("nameserver 2"));
  }
}
