package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunVerbTest {
  private static final String GOOD =
      """
      name: good
      services: {}
      x-drydock:
        steps:
          - run: hostname
            expect: { exit: 0, stdout: host }
        expect:
          - reach: { from: pc, to: host }
      """;

  private static final String BAD = GOOD.replace("good", "bad").replace("exit: 0", "exit: 3");

  @TempDir private Path folder;

  private Ran run(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "run";
    System.arraycopy(words, 0, all, 1, words.length);
    return Ran.drydock(folder, all);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  @Tag("X08")
  void a_good_run_shows_commands_and_outputs_and_writes_its_results() throws IOException {
    write("a.yaml", GOOD);
    Ran ran = run("a.yaml");
    assertEquals(0, ran.status(), ran.err());
    assertTrue(ran.out().startsWith("$ hostname\nhost\nok\n\nok pc reaches host: "), ran.out());
    assertTrue(ran.out().contains("\ngood: 1 step and 1 expectation, none failed, "), ran.out());
    assertTrue(Files.exists(folder.resolve("captures/good/good.pcapng")));
    assertTrue(Files.exists(folder.resolve("captures/good/report.json")));
  }

  @Test
  void a_failed_expectation_is_exit_status_1() throws IOException {
    write("a.yaml", BAD);
    Ran ran = run("a.yaml");
    assertEquals(1, ran.status());
    assertTrue(ran.out().contains("\nFAILED exit status 0 instead of 3\n"), ran.out());
    assertTrue(ran.out().contains("1 FAILED"), ran.out());
  }

  @Test
  void quiet_shows_only_what_failed() throws IOException {
    write("a.yaml", GOOD);
    assertEquals(new Ran(0, "", ""), run("-q", "a.yaml"));
    write("b.yaml", BAD);
    assertEquals(
        new Ran(1, "$ hostname\nhost\nFAILED exit status 0 instead of 3\n\n", ""),
        run("-q", "b.yaml"));
  }

  @Test
  void an_error_in_any_file_runs_nothing() throws IOException {
    write("a.yaml", GOOD);
    write("b.yaml", "services: { web: { imag: nginx } }\n");
    Ran ran = run("a.yaml", "b.yaml");
    assertEquals(2, ran.status());
    assertEquals("", ran.out());
    assertFalse(Files.exists(folder.resolve("captures")));
  }

  @Test
  void several_files_are_run_one_after_the_other() throws IOException {
    write("a.yaml", GOOD);
    write("b.yaml", BAD);
    Ran ran = run("a.yaml", "b.yaml", "--out", "results");
    assertEquals(1, ran.status());
    assertTrue(Files.exists(folder.resolve("results/good/report.json")));
    assertTrue(Files.exists(folder.resolve("results/bad/report.json")));
  }

  @Test
  void two_scenarios_of_one_name_are_refused() throws IOException {
    write("a.yaml", GOOD);
    write("b.yaml", GOOD);
    Ran ran = run("a.yaml", "b.yaml");
    assertEquals(2, ran.status());
    assertEquals(
        "drydock: two of the scenarios are called \"good\"; run them one by one\n", ran.err());
  }

  @Test
  void json_is_the_report_and_nothing_else() throws IOException {
    write("a.yaml", GOOD);
    Ran ran = run("a.yaml", "--format", "json");
    assertEquals(0, ran.status());
    assertEquals(Files.readString(folder.resolve("captures/good/report.json")), ran.out());
  }

  @Test
  void junit_is_one_document_for_all_files() throws IOException {
    write("a.yaml", GOOD);
    write("b.yaml", BAD);
    Ran ran = run("a.yaml", "b.yaml", "--format=junit", "--no-pcap");
    assertEquals(1, ran.status());
    assertTrue(ran.out().startsWith("<?xml"));
    assertEquals(3, ran.out().split("<testsuite ", -1).length);
    assertFalse(Files.exists(folder.resolve("captures/good/good.pcapng")));
  }

  @ParameterizedTest
  @CsvSource({
    "--format=xml, '--format: \"xml\" is none of text, json, junit'",
    "--seed=x, '--seed: \"x\" is no whole number of 64 bits'",
    "--until=soon, '--until: \"soon\" is no time; write it as 500ms, 30s or 1m30s'",
    "--pcap-limit=big, '--pcap-limit: \"big\" is no size; write it as 500k, 100M or 1G'",
    "--engine=17, '--engine: the engine 17 is too old; the oldest that is known is 20.10'",
  })
  void an_option_with_a_wrong_value_is_told(String option, String message) throws IOException {
    write("a.yaml", GOOD);
    assertEquals(new Ran(2, "", "drydock: " + message + "\n"), run("a.yaml", option));
  }

  @Test
  void options_that_exclude_each_other_are_told() {
    assertEquals(2, run("--split", "--no-pcap").status());
  }

  @Test
  void the_command_line_wins_over_the_file() throws IOException {
    write("a.yaml", GOOD);
    Ran ran = run("a.yaml", "--seed", "-9", "--engine", "27", "--until", "5s", "--format", "json");
    assertTrue(ran.out().contains("\"seed\": -9,"), ran.out());
    assertTrue(ran.out().contains("\"engine\": \"27\","), ran.out());
  }

  @Test
  void a_folder_that_cannot_be_written_is_wrong_input() throws IOException {
    write("a.yaml", GOOD);
    write("file", "");
    Ran ran = run("a.yaml", "--out", "file/below");
    assertEquals(2, ran.status());
    assertTrue(ran.err().startsWith("drydock: cannot write results to "), ran.err());
    assertEquals(1, ran.err().lines().count());
  }

  @Test
  void the_costs_are_printed() {
    Ran ran = run("--costs");
    assertEquals(0, ran.status());
    assertTrue(ran.out().contains("   550 ns  bridge\n"), ran.out());
  }

  @Test
  void nothing_but_text_is_written_where_no_terminal_is() throws IOException {
    write("a.yaml", BAD);
    Ran ran = run("a.yaml");
    assertTrue((ran.out() + ran.err()).chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 127)));
  }

  @Test
  void a_screen_has_marks_and_colours_unless_they_are_not_wanted() throws IOException {
    write("a.yaml", GOOD);
    var coloured = new Streams.Surroundings(Map.of(), folder, fd -> true);
    var plain = new Streams.Surroundings(Map.of("NO_COLOR", "1"), folder, fd -> true);
    assertTrue(Ran.drydock("", coloured, "run", "a.yaml").out().contains("\u001b[32m✔\u001b[0m"));
    Ran ran = Ran.drydock("", plain, "run", "a.yaml");
    assertTrue(ran.out().contains("\n✔\n"), ran.out());
    assertFalse(ran.out().contains("\u001b"));
  }
}
