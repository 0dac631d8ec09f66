package dev.drydock.scenarios.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Pipes, as on a real host: `ping -i 0.5 192.168.1.1 | head -3` was over after 1.05 s; the others
/// were typed in a namespace of Debian 12, `busybox` stands for its BusyBox 1.35.
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

  private String seconds(String line) {
    String before = lab.type("date +%s").strip();
    String said = lab.type(line);
    long after = Long.parseLong(lab.type("date +%s").strip());
    return after - Long.parseLong(before) + " " + said;
  }

  @Test
  void the_reader_runs_while_the_writer_runs() {
    lab.type("nc -l -p 7000 > heard &");

    lab.type("(sleep 3; echo late) | nc -N 127.0.0.1 7000 & sleep 1");

    String established = lab.type("ss -tnH state established dport = 7000");
    assertEquals(1, established.lines().count(), established);
    assertEquals("late\n", lab.type("wait; cat heard"));
  }

  @Test
  void who_has_found_what_it_looks_for_ends_the_writer() {
    assertTrue(seconds("ping -c 20 127.0.0.1 | grep -m1 from").startsWith("1 64 bytes"));
    assertTrue(seconds("ping -c 20 127.0.0.1 | sed -n 3q").startsWith("2 "));
    assertEquals(
        "1 64\n",
        seconds("ping -c 20 127.0.0.1 | while read a b; do [ $a = 64 ] && echo $a && break; done"));
    assertTrue(seconds("ping -c 20 127.0.0.1 | grep -q from && echo found").startsWith("1 found"));
  }

  @Test
  void three_commands_run_at_the_same_time() {
    String line = "ping -c 20 127.0.0.1 | grep --line-buffered from | head -2";

    String said = seconds(line);

    assertTrue(said.startsWith("3 64 bytes") && said.contains("icmp_seq=2 "), said);
  }

  @Test
  void what_a_program_of_the_c_library_writes_into_a_pipe_comes_by_the_block() {
    String said = seconds("ping -c 20 127.0.0.1 | grep from | head -2");
    assertTrue(said.startsWith("19 64 bytes"), said);

    lab.type("ping -c 30 127.0.0.1 >/dev/null &");
    assertTrue(seconds("timeout 5 tcpdump -n -i lo icmp 2>/dev/null | head -2").startsWith("5 "));
    assertTrue(seconds("timeout 5 tcpdump -ln -i lo icmp 2>/dev/null| head -2").startsWith("1 "));
  }

  @Test
  void a_copy_goes_on_both_ways_as_it_comes() {
    lab.type("ping -c 3 127.0.0.1 | tee seen | tail -3 > last & sleep 1.5");

    assertEquals("2\n", lab.type("grep -c from seen"));
    assertEquals("1\n", lab.type("wait; grep -c '3 received' last"));
  }

  @Test
  void a_pipe_is_over_when_all_of_it_is() {
    assertEquals("2 ", seconds("sleep 2 | true"));
    assertEquals("0 0\n", seconds("false | true; echo $?"));
    assertEquals("1 late\n", seconds("(sleep 1; echo late) | cat | cat"));
    assertEquals("1 b\n", seconds("{ (sleep 1; echo b) & } | cat"));
  }

  @Test
  void a_pipe_in_the_background_ends_with_its_job() {
    lab.type("ping 127.0.0.1 | cat > seen &");
    lab.type("sleep 2.5; kill %1; sleep 1");

    assertEquals("3\n", lab.type("grep -c from seen; sleep 5; jobs"));
    assertEquals("3\n", lab.type("grep -c from seen"));
  }

  @Test
  void a_time_that_is_over_ends_all_of_a_pipe() {
    assertTrue(seconds("timeout 3 sh -c 'ping 127.0.0.1 | cat' | tail -1").startsWith("3 64"));
  }
}
