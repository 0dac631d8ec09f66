package dev.drydock.scenarios.tools.docker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The time that programs have to end: `docker stop`, `restart`, `kill` and `--init`. Orders of
/// events and statuses are those of a session of 20.10.24.
class StopGraceTest {
  private static final String EVENTS =
      "docker events --since 1h --until -1s --filter type=container --format"
          + " '{{.Action}} {{with .Actor.Attributes.signal}}{{.}} {{end}}"
          + "{{with .Actor.Attributes.exitCode}}{{.}} {{end}}'";

  private final TypedLab lab = TypedLab.start();

  private long seconds(String command) {
    long before = lab.lab().loop().nowNanos();
    lab.type(command);
    assertEquals(0, lab.status(), command);
    return Math.round((lab.lab().loop().nowNanos() - before) / 1e9);
  }

  private String status(String name) {
    return lab.type("docker inspect -f '{{.State.Status}} {{.State.ExitCode}}' " + name).strip();
  }

  private String events(int skipped) {
    List<String> all = lab.type(EVENTS).lines().map(String::strip).toList();
    return String.join(", ", all.subList(skipped, all.size()));
  }

  @Test
  void a_program_without_a_handler_is_killed_after_ten_seconds() {
    lab.with("docker run -d --name one busybox sleep 1000");
    assertEquals(10, seconds("docker stop one"));
    assertEquals("exited 137", status("one"));
    assertEquals("kill 15, kill 9, die 137, stop", events(2));
  }

  @Test
  void a_server_ends_at_once_by_the_signal_of_its_image() {
    lab.with("docker run -d --name one nginx");
    assertEquals(0, seconds("docker stop one"));
    assertEquals("exited 0", status("one"));
    assertEquals("kill 3, die 0, stop", events(2));
  }

  @Test
  void the_grace_is_that_of_the_command_else_of_the_container() {
    lab.with("docker run -d --name one --stop-timeout 4 busybox sleep 1000");
    assertEquals(4, seconds("docker stop one"));
    lab.with("docker start one");
    assertEquals(2, seconds("docker stop -t 2 one"));
    lab.with("docker start one");
    assertEquals(5, seconds("docker restart -t 4 one"), "and a moment for the start");
    assertEquals("running 0", status("one"));
    assertTrue(events(10).endsWith("kill 15, kill 9, die 137, stop, start, restart"), events(10));
  }

  @Test
  void several_are_stopped_at_the_same_time_and_restarted_one_after_the_other() {
    lab.with("docker run -d --name one busybox sleep 1000");
    lab.with("docker run -d --name two busybox sleep 1000");
    assertEquals(7, seconds("docker restart -t 3 one two"));
    assertEquals(3, seconds("docker stop -t 3 one two"));
  }

  @Test
  void the_network_goes_on_during_the_grace() {
    lab.with("docker run -d --name web -p 80:80 web", "docker stop web &", "sleep 5");
    assertEquals("<html>hello</html>\n", lab.type("pc$ curl -s 192.168.1.41"));
    assertEquals("running 0", status("web"));
    lab.with("sleep 6");
    assertEquals("exited 137", status("web"));
    lab.type("pc$ curl -s 192.168.1.41");
    assertEquals(7, lab.status());
  }

  @Test
  void a_stop_that_nobody_waits_for_goes_on() {
    lab.with("docker run -d --name one busybox sleep 1000");
    lab.type("timeout 2 docker stop one");
    assertEquals("running 0", status("one"));
    lab.with("sleep 9");
    assertEquals("exited 137", status("one"));
  }

  @Test
  void behind_an_init_signals_have_their_usual_effect() {
    lab.with("docker run -d --init --name one busybox sleep 1000");
    String top = lab.type("docker top one");
    assertTrue(top.contains("/sbin/docker-init -- sleep 1000\n"), top);
    assertEquals(0, seconds("docker stop one"));
    assertEquals("exited 143", status("one"));
  }

  @Test
  void a_chosen_stop_signal_is_shown_and_sent() {
    lab.with("docker run -d --name one --stop-signal SIGHUP --stop-timeout 1 busybox sleep 1000");
    assertEquals(
        "SIGHUP 1\n",
        lab.type("docker inspect -f '{{.Config.StopSignal}} {{.Config.StopTimeout}}' one"));
    assertEquals(1, seconds("docker stop one"));
    assertEquals("kill 1, kill 9, die 137, stop", events(2));
    assertEquals(
        "docker: Error response from daemon: Invalid signal: FOO.\nSee 'docker run --help'.\n",
        lab.type("docker run --stop-signal FOO busybox"));
  }

  /// Recorded with 20.10.24.
  @Test
  void the_oldest_engine_reads_a_signal_before_it_looks_for_the_container() {
    lab.with("docker run -d --name one busybox sleep 1000");
    assertEquals(
        "Error response from daemon: Invalid signal: FOO\n", lab.type("docker kill -s FOO nope"));
    assertEquals(
        "Error response from daemon: Cannot kill container: one: The linux daemon does not support"
            + " signal 99\n",
        lab.type("docker kill -s 99 one"));
  }

  /// Recorded with 28.5.2.
  @Test
  void newer_engines_say_which_container_cannot_be_signalled() {
    TypedLab newer = TypedLab.ofEngine("28");
    newer.with("docker run -d --name one busybox sleep 1000", "docker run --name two busybox true");
    String invalid = ": invalid signal: FOO\n";
    String from = "Error response from daemon: ";
    assertEquals(from + "cannot kill container: no" + invalid, newer.type("docker kill -s FOO no"));
    assertEquals(
        from + "cannot stop container: one" + invalid, newer.type("docker stop -s FOO one"));
    assertEquals(
        from + "Cannot restart container one" + invalid, newer.type("docker restart -s FOO one"));
    assertEquals("two\n", newer.type("docker stop -s FOO two"));
    assertEquals(
        from + "cannot kill container: one: the linux daemon does not support signal 99\n",
        newer.type("docker kill -s 99 one"));
  }

  @Test
  void a_container_that_goes_away_by_itself_stays_for_its_restart() {
    lab.with("docker run -d --rm --name one busybox sleep 1000", "docker restart -t 1 one");
    assertEquals("running 0", status("one"));
    lab.with("docker stop -t 1 one");
    assertEquals("", lab.type("docker ps -aq"));
    assertTrue(events(8).endsWith("die 137, stop, destroy"), events(8));
  }

  @Test
  void a_paused_container_goes_on_to_be_stopped() {
    lab.with("docker run -d --name one busybox sleep 1000", "docker pause one");
    assertEquals(2, seconds("docker stop -t 2 one"));
    assertEquals("pause, kill 15, unpause, kill 9, die 137, stop", events(2));
  }

  @Test
  void whoever_was_sent_a_signal_is_not_started_again() {
    lab.with(
        "docker run -d --name one --restart always busybox sleep 3", "docker kill -s USR1 one");
    assertEquals("running 0", status("one"));
    lab.with("sleep 5");
    assertEquals("exited 0", status("one"));
  }

  @Test
  void the_first_process_hears_only_what_it_has_a_handler_for() {
    lab.with("docker run -d --name one busybox sleep 1000", "docker run -d --name two nginx");
    lab.with("kill $(docker inspect -f '{{.State.Pid}}' one)");
    lab.with("kill $(docker inspect -f '{{.State.Pid}}' two)", "docker exec one kill -9 1");
    lab.with("sleep 1");
    assertEquals("running 0", status("one"));
    assertEquals("exited 0", status("two"));
    lab.with("kill -9 $(docker inspect -f '{{.State.Pid}}' one)");
    assertEquals("exited 137", status("one"));
  }

  @Test
  void options_of_other_verbs_are_refused() {
    assertEquals(
        "unknown shorthand flag: 's' in -s\nSee 'docker stop --help'.\n",
        lab.type("docker stop -s TERM one"));
    assertEquals(
        "invalid argument \"x\" for \"-t, --time\" flag: strconv.ParseInt: parsing \"x\": invalid"
            + " syntax\nSee 'docker stop --help'.\n",
        lab.type("docker stop -t x one"));
    assertEquals(
        "unknown shorthand flag: 't' in -t\nSee 'docker rm --help'.\n",
        lab.type("docker rm -t 1 one"));
  }
}
