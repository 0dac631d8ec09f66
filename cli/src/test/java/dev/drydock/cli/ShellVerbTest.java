package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellVerbTest {
  @TempDir private Path folder;

  private Ran shell(String input, String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "shell";
    System.arraycopy(words, 0, all, 1, words.length);
    return Ran.drydock(input, folder, all);
  }

  @Test
  void a_line_is_a_command_of_the_docker_host() {
    assertEquals(new Ran(0, "host\n", ""), shell("hostname\n"));
  }

  @Test
  void a_line_may_begin_with_a_place() {
    assertEquals(new Ran(0, "host\npc\nhost\n", ""), shell("hostname\npc$ hostname\nhostname\n"));
  }

  @Test
  void a_here_document_goes_on_over_lines() {
    assertEquals(new Ran(0, "host\na\npc\n", ""), shell("hostname\npc$ cat <<E; hostname\na\nE\n"));
    assertEquals(
        new Ran(2, "", "sh: syntax error: here-document without its end \"E\"\n"),
        shell("cat <<E\na\n"));
  }

  @Test
  void a_shell_in_a_container_is_stayed_in_until_exit() {
    Ran ran =
        shell(
            """
            docker run -dit --name one --hostname inside alpine ash
            docker exec -it one sh
            hostname
            exit 3
            hostname
            docker attach one
            hostname
            exit
            docker ps -a --format '{{.Names}} {{.State}}'
            """);
    assertTrue(ran.out().endsWith("inside\nhost\ninside\none exited\n"), ran.out());
  }

  @Test
  void a_container_run_at_the_terminal_ends_with_its_shell() {
    Ran ran =
        shell(
            """
            docker run -it --rm --hostname inside busybox
            hostname
            false
            exit
            docker run -it --name two alpine sh
            exit 4
            docker ps -a --format '{{.Names}} {{.Status}}'
            """);
    assertEquals("inside\ntwo Exited (4) Less than a second ago\n", ran.out());
  }

  @Test
  void use_goes_away_from_a_container_that_goes_on() {
    Ran ran =
        shell(
            """
            docker run -it --name one alpine
            use
            docker ps --format '{{.Names}}'
            hostname
            """);
    assertEquals("one\nhost\n", ran.out());
  }

  @Test
  void use_stays_at_a_place() {
    assertEquals(
        new Ran(0, "pc\nhost\n", ""), shell("use pc\nhostname\n\n# back\nuse\nhostname\n"));
  }

  @Test
  void use_of_no_place_changes_nothing() {
    Ran ran = shell("use nowhere\nhostname\nuse a b\nuse a$b\n");
    assertEquals(2, ran.status());
    assertEquals("host\n", ran.out());
    assertTrue(ran.err().contains("there is no machine nowhere"), ran.err());
    assertTrue(ran.err().contains("\"a$b\" is no place"), ran.err());
  }

  @Test
  void the_exit_status_is_the_last_command_s() {
    assertEquals(127, shell("hostname\nnonsense\n").status());
    assertEquals(0, shell("nonsense\nhostname\n").status());
    assertEquals(new Ran(7, "", ""), shell("exit 7\nhostname\n"));
  }

  @Test
  void a_recorded_session_is_played_again() {
    assertEquals(
        new Ran(0, "$ hostname\nhost\npc$ hostname\npc\n", ""),
        shell("## by hand\n$ hostname\nold output\npc$ hostname\nmore\n"));
  }

  @Test
  void a_file_gives_the_surroundings() throws IOException {
    Files.writeString(
        folder.resolve("a.yaml"),
        """
        name: small
        services: {}
        x-drydock:
          machines:
            box: { docker: {}, nics: { eth0: { link: lan, address: 10.0.0.1/24 } } }
        """);
    Ran ran = shell("hostname\n", "a.yaml", "--seed", "3");
    assertEquals(new Ran(0, "box\n", ""), ran);
  }

  @Test
  void two_scenarios_or_a_broken_one_are_wrong_input() throws IOException {
    Files.writeString(folder.resolve("a.yaml"), "services: 3\n");
    assertEquals(2, shell("", "a.yaml", "a.yaml").status());
    assertEquals(2, shell("", "a.yaml").status());
    assertEquals(2, shell("", "-").status());
  }
}
