package dev.drydock.scenarios.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobsTest {
  private static final long MILLISECOND = 1_000_000L;

  private final Transcriber shell = new Transcriber();

  private long milliseconds() {
    return shell.lab.loop().nowNanos() / MILLISECOND;
  }

  @Test
  void what_two_commands_say_comes_in_the_order_of_time() {
    String said =
        shell.type(
            "(echo a0; sleep 2; echo a2; sleep 2; echo a4) & (sleep 1; echo b1; sleep 2; echo b3);"
                + " wait");
    assertEquals("a0\nb1\na2\nb3\na4\n", said);
  }

  @Test
  void two_waits_at_once_take_the_time_of_the_longer() {
    shell.type("sleep 3 & sleep 1; wait");
    assertEquals(3005, milliseconds(), "3 s and what starting a command takes");
  }

  @Test
  void a_job_goes_on_while_later_lines_run() {
    assertEquals("", shell.type("(sleep 1; echo done > /tmp/f) &"));
    assertEquals("", shell.type("cat /tmp/f 2>/dev/null"));
    shell.type("sleep 1");
    assertEquals("done\n", shell.type("cat /tmp/f"));
  }

  @Test
  void a_killed_job_says_nothing_more() {
    assertEquals("", shell.type("(sleep 1; echo late) & kill $!; sleep 2"));
    assertEquals("", shell.type("jobs"));
  }

  @Test
  void the_number_of_the_last_job_is_known_on_later_lines_and_in_subshells() {
    shell.type("sleep 30 &");

    String number = shell.type("(echo $!)").strip();
    assertTrue(number.matches("\\d+"), number);
    assertEquals("143\n", shell.type("kill $!; wait $!; echo $?"));
  }

  @Test
  void wait_gives_the_status_of_its_job() {
    assertEquals("3\n", shell.type("(sleep 1; exit 3) & wait $!; echo $?"));
  }

  /// Line, what it prints with `/` for a line end, and the time it takes in milliseconds.
  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '^',
      value = {
        "timeout 2 sleep 10; echo $? § 124/ § 2005",
        "timeout 10 sleep 2; echo $? § 0/ § 2010",
        "timeout 1 sh -c 'while true; do sleep 0.3; echo x; done'; echo $? § x/x/x/124/ § 1005",
        "sleep 0.5 1m § ^^ § 60505",
        "sleep x § sleep: invalid number 'x'/ § 5",
      })
  void time_is_what_commands_wait(String line, String printed, long milliseconds) {
    assertEquals(printed.replace('/', '\n'), shell.type(line));
    assertEquals(milliseconds, milliseconds());
  }

  @Test
  void too_many_jobs_are_refused() {
    String said = shell.type("for i in $(seq 300); do sleep 1000 & done");
    assertEquals("sh: too many jobs (limit 256)\n", said);
    shell.interpreter.close();
    assertEquals("", shell.type("jobs"));
  }
}
