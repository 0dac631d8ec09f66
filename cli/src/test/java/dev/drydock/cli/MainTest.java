package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @TempDir private Path folder;

  @Test
  void the_version_is_the_project_s() {
    Ran ran = Ran.drydock(folder, "--version");
    assertEquals(new Ran(0, "drydock " + Version.TEXT + "\n", ""), ran);
    String pom = SourceTree.text(SourceTree.current().root().resolve("pom.xml"));
    assertTrue(pom.contains("<version>" + Version.TEXT + "</version>"));
  }

  @Test
  void version_tells_the_java_too() {
    Ran ran = Ran.drydock(folder, "version");
    assertEquals(0, ran.status());
    assertTrue(ran.out().contains("java " + System.getProperty("java.version")));
  }

  @Test
  void nothing_typed_shows_the_commands_and_is_wrong_usage() {
    Ran ran = Ran.drydock(folder);
    assertEquals(2, ran.status());
    assertEquals("", ran.out());
    assertTrue(ran.err().startsWith("Usage: drydock"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help"})
  void help_lists_every_command(String word) {
    Ran ran = Ran.drydock(folder, word);
    assertEquals(0, ran.status());
    assertEquals("", ran.err());
    for (Verb verb : Verbs.all()) {
      assertTrue(ran.out().contains("  " + verb.name() + " "), verb.name());
    }
  }

  @Test
  void help_of_a_command_shows_its_options() {
    Ran asked = Ran.drydock(folder, "help", "validate");
    assertEquals(0, asked.status());
    assertTrue(asked.out().contains("--file"));
    assertEquals(asked, Ran.drydock(folder, "validate", "--help"));
  }

  @ParameterizedTest
  @CsvSource({
    "valdate, 'drydock: \"valdate\" is not a command; did you mean \"validate\"?'",
    "frobnicate, 'drydock: \"frobnicate\" is not a command; \"drydock help\" lists what it has'",
    "web.yaml, 'drydock: \"web.yaml\" is not a command; did you mean \"drydock run web.yaml\"?'",
    "--frob, 'drydock: unknown option --frob; \"drydock help\" lists what it has'",
  })
  void a_word_that_is_no_command_is_wrong_usage(String word, String message) {
    assertEquals(new Ran(2, "", message + "\n"), Ran.drydock(folder, word));
  }

  @ParameterizedTest
  @CsvSource({
    "--quite, 'unknown option --quite; did you mean \"--quiet\"?'",
    "--fil=x, 'unknown option --fil; did you mean \"--file\"?'",
    "--zzz, unknown option --zzz",
    "-f, '--file needs a value: FILE'",
  })
  void an_option_that_is_wrong_is_explained(String word, String message) {
    Ran ran = Ran.drydock(folder, "validate", word);
    String hint = "\n  \"drydock help validate\" shows what it takes\n";
    assertEquals(new Ran(2, "", "drydock: " + message + hint), ran);
  }

  @Test
  void a_word_too_many_is_wrong_usage() {
    Ran ran = Ran.drydock(folder, "completion", "bash", "zsh");
    assertEquals(2, ran.status());
    assertTrue(ran.err().startsWith("drydock: \"zsh\" is one word too many\n"));
  }

  @Test
  void bench_names_the_launcher() {
    Ran ran = Ran.drydock(folder, "bench", "--quick");
    assertEquals(2, ran.status());
    assertTrue(ran.err().contains("./drydock bench"));
  }

  @Test
  void a_bug_is_one_line_and_exit_status_3() {
    assertEquals(
        new Ran(
            3,
            "",
            "drydock: a bug of drydock: IllegalStateException: it broke, please report it\n"),
        buggy("validate"));
  }

  @Test
  void a_bug_shows_its_stack_trace_only_when_asked_for() {
    Ran ran = buggy("--debug", "validate");
    assertEquals(3, ran.status());
    assertTrue(ran.err().contains("\tat dev.drydock.cli."), ran.err());
  }

  /// The working folder cannot be asked for: nothing in the program expects that.
  private static Ran buggy(String... words) {
    var err = new ByteArrayOutputStream();
    var out = new ByteArrayOutputStream();
    var surroundings = new Streams.Surroundings(Map.of(), Path.of(""), fd -> false);
    var streams =
        new Streams(new ByteArrayInputStream(new byte[0]), out, err, surroundings) {
          @Override
          Path folder() {
            throw new IllegalStateException("it broke\nin many words");
          }
        };
    int status = Main.run(words, streams);
    return new Ran(status, "", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void a_reader_that_has_left_is_no_reason_for_noise() {
    assertEquals(new Ran(0, "", ""), toBrokenOutput("Broken pipe"));
  }

  @Test
  void a_full_disk_behind_standard_output_is_told() {
    assertEquals(
        new Ran(2, "", "drydock: cannot write to standard output: No space left on device\n"),
        toBrokenOutput("No space left on device"));
  }

  private Ran toBrokenOutput(String reason) {
    var err = new ByteArrayOutputStream();
    var out =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException(reason);
          }
        };
    var in = new ByteArrayInputStream(new byte[0]);
    var streams =
        new Streams(in, out, err, new Streams.Surroundings(Map.of(), folder, fd -> false));
    int status = streams.finish(Main.run(new String[] {"help"}, streams));
    return new Ran(status, "", err.toString(StandardCharsets.UTF_8));
  }
}
