package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateVerbTest {
  private static final String GOOD =
      """
      name: good
      services:
        web: { image: nginx }
      """;

  @TempDir private Path folder;

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private Ran validate(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "validate";
    System.arraycopy(words, 0, all, 1, words.length);
    return Ran.drydock(folder, all);
  }

  private void assertRefused(String message, String... words) {
    Ran ran = validate(words);
    assertEquals(2, ran.status());
    assertEquals("", ran.out());
    assertTrue(ran.err().startsWith(message), ran.err());
  }

  @Test
  void a_good_file_is_summed_up() throws IOException {
    write("web.yaml", GOOD);
    assertEquals(
        new Ran(
            0, "web.yaml: good: 1 container, 1 network, 4 machines, 0 steps, 0 expectations\n", ""),
        validate("web.yaml"));
  }

  @Test
  void quiet_says_nothing_of_good_files() throws IOException {
    write("web.yaml", GOOD);
    assertEquals(new Ran(0, "", ""), validate("-q", "web.yaml"));
  }

  @Test
  void compose_s_names_are_searched_when_none_is_given() throws IOException {
    write("compose.yml", GOOD);
    assertTrue(validate().out().startsWith("compose.yml: good"));
    write("compose.yaml", GOOD);
    Ran ran = validate();
    assertTrue(ran.out().startsWith("compose.yaml: good"));
    assertEquals(
        "drydock: several files match: compose.yaml, compose.yml; using compose.yaml\n", ran.err());
  }

  @Test
  void an_override_beside_the_file_is_merged_over_it() throws IOException {
    write("compose.yaml", GOOD);
    write("compose.override.yml", "services: { more: { image: busybox } }");
    assertTrue(validate().out().contains(": good: 2 containers"), validate().out());
  }

  @Test
  void the_folders_above_are_searched_too() throws IOException {
    write("compose.yaml", GOOD);
    Path below = Files.createDirectories(folder.resolve("a/b"));
    assertEquals(0, Ran.drydock(below, "validate").status());
  }

  @Test
  void a_folder_without_files_is_wrong_usage() {
    assertRefused("drydock: no compose.yaml, compose.yml, docker-compose.yml or");
  }

  @Test
  void the_variable_of_compose_names_files() throws IOException {
    write("web.yaml", GOOD);
    var surroundings =
        new Streams.Surroundings(Map.of("COMPOSE_FILE", "web.yaml"), folder, fd -> false);
    assertEquals(0, Ran.drydock("", surroundings, "validate").status());
  }

  @Test
  void standard_input_is_a_file() {
    Ran ran = Ran.drydock(GOOD, folder, "validate", "-");
    assertTrue(ran.out().startsWith("-: good"), ran.err());
  }

  @Test
  void standard_input_is_read_once() {
    assertRefused("drydock: standard input (\"-\") can be read once only", "-", "-");
  }

  @Test
  void merged_files_and_single_ones_do_not_mix() throws IOException {
    write("a.yaml", GOOD);
    assertRefused("drydock: \"b.yaml\" stands without -f", "-f", "a.yaml", "b.yaml");
  }

  @Test
  void a_name_that_no_file_can_have_is_wrong_usage() {
    assertRefused("drydock: \"a\0b\" is not a file name", "a\0b");
    assertRefused("drydock: a file name is empty", "");
  }

  @Test
  void every_file_is_judged_and_every_error_told() throws IOException {
    write("a.yaml", "services:\n  web: { imag: nginx }\n");
    write("b.yaml", "services:\n  web: { image: nginx, ports: 7.5 }\n  web: { image: nginx }\n");
    write("c.yaml", GOOD);
    Ran ran = validate("a.yaml", "b.yaml", "c.yaml");
    assertEquals(2, ran.status());
    assertEquals("", ran.out());
    assertTrue(ran.err().contains("a.yaml:2:10: "), ran.err());
    assertTrue(ran.err().contains("did you mean \"image\"?"), ran.err());
    assertTrue(ran.err().contains("b.yaml:2:"), ran.err());
    assertTrue(ran.err().contains("b.yaml:3:3: "), ran.err());
    assertTrue(ran.err().endsWith(" errors\n"), ran.err());
  }

  @Test
  void a_file_that_is_missing_or_a_folder_is_told() throws IOException {
    assertRefused("none.yaml:1:1: no such file", "none.yaml");
    Files.createDirectory(folder.resolve("d"));
    assertRefused("d:1:1: is a directory", "d");
  }

  @Test
  void a_file_that_is_empty_is_told() throws IOException {
    write("empty.yaml", "");
    assertRefused("empty.yaml:1:1: empty compose file", "empty.yaml");
  }

  @Test
  void a_file_that_is_not_text_is_told() throws IOException {
    Files.write(
        folder.resolve("latin.yaml"), "name: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused("latin.yaml:1:10: the byte 0xe9 is not UTF-8", "latin.yaml");
  }

  @Test
  void a_file_of_100_megabytes_is_told() throws IOException {
    try (var file = new RandomAccessFile(folder.resolve("huge.yaml").toFile(), "rw")) {
      file.setLength(100 << 20);
    }
    assertRefused("huge.yaml:1:1: the file is larger than", "huge.yaml");
  }

  @Test
  void a_file_that_multiplies_itself_is_told() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 20; i++) {
      String before = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s, %s, %s, %s, %s, %s, %s, %s, %s]\n"
              .formatted(
                  i, i, before, before, before, before, before, before, before, before, before));
    }
    write("bomb.yaml", bomb.toString());
    assertRefused("bomb.yaml:", "bomb.yaml");
  }

  @Test
  void a_volume_with_a_zero_byte_is_refused_where_it_stands() throws IOException {
    Path file = folder.resolve("zero.yaml");
    Files.writeString(file, "services: { a: { image: x, volumes: [\"/x\\0y:/a\"] } }\n");
    Ran ran = Ran.drydock(folder, "validate", "zero.yaml");
    assertEquals(2, ran.status());
    assertTrue(ran.err().startsWith("zero.yaml:1:38: a path cannot have a zero byte\n"), ran.err());
  }
}
