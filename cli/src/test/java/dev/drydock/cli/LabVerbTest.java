package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabVerbTest {
  private static final String LAB =
      """
      # yaml-language-server: $schema=x.json
      # A host that forgot
      # its own name.
      # shows: S001
      # one more remark
      name: forgetful
      services: {}
      x-drydock:
        steps:
          # The cure: say it
          # again.
          - run: echo again > /etc/motd
            fix: true
          # What it says.
          - run: cat /etc/motd
            expect: { exit: 0, stdout: again }
      """;

  @TempDir private Path home;

  @BeforeEach
  void a_program_with_labs() throws IOException {
    write("forgetful/compose.yaml", LAB);
    write("forgetful/lab.md", "# forgetful\n");
    write("merged/compose.yaml", LAB.replace("cat /etc/motd", "cat /etc/other"));
    write(
        "merged/fix.yaml",
        "x-drydock:\n  steps: !override\n    - run: hostname\n      expect: { stdout: host }\n");
    write("notes.txt", "no lab");
  }

  private void write(String name, String text) throws IOException {
    Path file = home.resolve("scenarios/labs").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Ran lab(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "lab";
    System.arraycopy(words, 0, all, 1, words.length);
    return Ran.drydock(home, all);
  }

  @Test
  void list_says_what_each_lab_is() {
    Ran ran = lab("list");
    assertEquals(0, ran.status(), ran.err());
    assertEquals(
        "forgetful  A host that forgot its own name. one more remark",
        ran.out().lines().findFirst().orElse(""));
    assertEquals(2, ran.out().lines().count());
  }

  @Test
  void show_says_where_pictures_of_the_page_are() throws IOException {
    write("forgetful/lab.md", "# forgetful\n\n![forgetful, drawn](network.svg)\n");

    assertEquals(
        "# forgetful\n\nforgetful, drawn: "
            + Path.of("scenarios/labs/forgetful/network.svg")
            + "\n",
        lab("show", "forgetful").out());
  }

  @Test
  void show_prints_the_page() {
    assertEquals(new Ran(0, "# forgetful\n", ""), lab("show", "forgetful"));
  }

  @Test
  void a_lab_is_run_with_its_steps_marked_as_fix_or_without() {
    Ran with = lab("run", "forgetful");
    assertEquals(0, with.status(), with.out() + with.err());
    assertTrue(Files.exists(home.resolve("captures/forgetful/report.json")));

    Ran without = lab("run", "forgetful", "--without-fix");
    assertEquals(1, without.status());
    assertFalse(without.out().contains("echo again"));
    assertTrue(with.out().contains("# The cure: say it\n# again.\n$ echo again"), with.out());
    assertTrue(without.out().startsWith("# What it says.\n$ cat /etc/motd"), without.out());
  }

  @Test
  void a_file_named_fix_is_merged_over_the_lab() {
    assertEquals(0, lab("run", "merged").status());
    assertEquals(1, lab("run", "merged", "--without-fix").status());
  }

  @Test
  void an_unknown_lab_is_told_with_the_one_that_was_meant() {
    Ran ran = lab("run", "forgetfull");
    assertEquals(2, ran.status());
    assertTrue(ran.err().contains("there is no lab \"forgetfull\"; did you mean"), ran.err());
    assertEquals(2, lab().status());
    assertEquals(2, lab("list", "forgetful").status());
    assertEquals(2, lab("run").status());
  }

  @Test
  void a_wrong_action_is_told_with_the_one_that_was_meant() {
    assertTrue(lab("shw", "forgetful").err().contains("did you mean \"show\"?"));
    assertTrue(lab("forgetful").err().contains("did you mean \"show forgetful\"?"));
    assertEquals(2, lab("forgetful").status());
  }

  @Test
  void the_launcher_says_where_the_labs_are() throws IOException {
    Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
    var named =
        new Streams.Surroundings(
            Map.of("DRYDOCK_HOME", home.toString()), Path.of("/").toAbsolutePath(), fd -> false);
    assertEquals(0, Ran.drydock("", named, "lab", "list").status());
    assertEquals(0, Ran.drydock(elsewhere, "lab", "list").status());
    var lost = new Streams.Surroundings(Map.of(), Path.of("/").toAbsolutePath(), fd -> false);
    Ran ran = Ran.drydock("", lost, "lab", "list");
    assertEquals(2, ran.status());
    assertTrue(ran.err().contains("set DRYDOCK_HOME"), ran.err());
  }
}
