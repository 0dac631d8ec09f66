package dev.drydock.scenarios.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.shell.Interpreter;
import dev.drydock.scenarios.shell.SmallLab;
import dev.drydock.scenarios.shell.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptTest {
  private static final String SESSION =
      """
      # scenario small

      ## note nothing yet


      ######## step 01-names

      ## cold

      dh1$ hostname
      recorded

      pc$ false
      [exit status 1]

      ## settle 0.5s

      ## state after dh1


      ######## step 02-settings

      dh1$ sysctl -w net.ipv4.ip_forward=1
      net.ipv4.ip_forward = 1

      dh1$ printf 'a\\n\\n'
      a


      ## wait 2s
      """;

  @TempDir Path folder;

  private final Lab lab = SmallLab.build();
  private final List<String> marks = new ArrayList<>();
  private final StringBuilder warnings = new StringBuilder();

  private String replay(String session) throws IOException {
    try (Interpreter interpreter = new Interpreter(Surroundings.of(lab))) {
      Bench bench = new Bench(interpreter, new Marks(), RuleCounters.NONE, folder);
      return Transcript.replay(session, bench, (text, error) -> warnings.append(error ? text : ""));
    }
  }

  /// Notes when captures open and close.
  private final class Marks implements StepCaptures {
    @Override
    public void open(Path file) {
      marks.add("open " + file.getFileName() + " at " + milliseconds());
    }

    @Override
    public void close() {
      marks.add("close at " + milliseconds());
    }
  }

  private long milliseconds() {
    return lab.loop().nowNanos() / 1_000_000;
  }

  @Test
  void the_session_is_written_again_with_our_outputs() throws IOException {
    String ours = replay(SESSION);
    assertEquals(SESSION.replace("recorded", "dh1"), ours);
    assertEquals(ours, Files.readString(folder.resolve("session.txt")));
    assertEquals("", warnings.toString());
  }

  @Test
  void captures_are_open_from_before_the_first_command_to_the_settling() throws IOException {
    replay(SESSION);
    assertEquals(
        List.of(
            "open 01-names.pcapng at 250",
            "close at 1355",
            "open 02-settings.pcapng at 2005", // a dump takes 400
            "close at 4610"),
        marks);
  }

  @Test
  void commands_of_a_page_without_steps_are_typed_one_a_second() throws IOException {
    replay("dh1$ hostname\ndh1\n\ndh1$ hostname\ndh1\n");
    assertEquals(2010, milliseconds());
  }

  @Test
  void a_state_has_rules_for_ipv6_where_there_are_any() throws IOException {
    replay("dh1$ true\n## state none dh1\ndh1$ ip6tables -A FORWARD -j DROP\n## state one dh1\n");
    assertFalse(Files.exists(folder.resolve("state-none/host.ip6tables-save-c.txt")));
    String rules = Files.readString(folder.resolve("state-one/host.ip6tables-save-c.txt"));
    assertTrue(rules.contains("[0:0] -A FORWARD -j DROP\n"), rules);
    assertTrue(Files.readString(folder.resolve("state-one/host.iptables-save-c.txt")).isEmpty());
  }

  @Test
  void rules_and_states_are_written() throws IOException {
    replay(SESSION);
    assertEquals("", Files.readString(folder.resolve("rules/01-names.txt")));
    String state = Files.readString(folder.resolve("state-after/host.net.txt"));
    assertTrue(state.contains("### sysctl\nnet/ipv4/ip_forward = 0\n"), state);
    assertTrue(state.startsWith("### ip -d addr\n"), state);
  }

  @Test
  void unknown_directives_and_machines_are_warned_of() throws IOException {
    replay("## dance dh1\n## wipe dh9\n## wait long\n## fresh dh1 dockerd\n");
    assertEquals(
        """
        drydock: unknown directive: ## dance dh1
        drydock: no such machine: dh9
        drydock: not a time: long
        drydock: no engine to start anew on dh1
        """,
        warnings.toString());
  }

  @Test
  void a_step_cannot_leave_the_folder() throws IOException {
    replay("######## step ../../evil\n");
    assertTrue(Files.exists(folder.resolve("rules/_.._.._evil.txt")));
  }

  @Test
  void a_line_that_goes_on_is_one_command() throws IOException {
    assertEquals("$ echo a \\\n  b\na b\n", replay("$ echo a \\\n  b\nold\n"));
  }
}
