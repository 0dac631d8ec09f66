package dev.drydock.scenarios.tools.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.tools.TypedLab;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Any text is a template, or refused: nothing breaks.
class GoTemplateFuzzTest {
  private static final int TEXTS = 4000;

  private static final List<String> PIECES =
      List.of(
          "{{",
          "}}",
          "{{-",
          "-}}",
          ".",
          "$",
          "|",
          "(",
          ")",
          " ",
          "\"",
          "`",
          "'",
          "\\",
          "\n",
          ":=",
          "range",
          "end",
          "if",
          "else",
          "with",
          "json",
          "index",
          "len",
          "join",
          "printf",
          "eq",
          "not",
          "and",
          "or",
          "println",
          ".Names",
          ".List",
          ".Map.a",
          ".Map",
          "0",
          "-1",
          "1e9",
          "%s",
          "%d",
          "%",
          "é",
          "\u0000",
          "/*",
          "*/",
          "template",
          "define",
          "block",
          "nil",
          "true");

  private static final Map<String, Object> DATA =
      Map.of("Names", "one", "List", List.of("a", 1, true), "Map", Map.of("a", Map.of("b", 2L)));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void any_text_is_a_template_or_refused(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < TEXTS; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(14); n >= 0; n--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      try {
        GoTemplate.parse(text.toString()).apply(DATA);
      } catch (Failure e) {
        assertEquals(true, e.status() > 0, text.toString());
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + seed + ", template " + text, e);
      }
    }
  }

  @Test
  void names_and_labels_of_any_bytes_are_taken_or_refused() {
    Random random = new Random(7);
    TypedLab lab = TypedLab.ofEngine("29");
    for (int i = 0; i < 60; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(8); n >= 0; n--) {
        text.append((char) (random.nextBoolean() ? 33 + random.nextInt(90) : random.nextInt(700)));
      }
      String word = "'" + text.toString().replace("'", "").replace("\u0000", "") + "'";
      lab.type("docker create --name " + word + " busybox");
      lab.type(
          "docker create -l " + word + "=" + word + " -e " + word + " -h " + word + " busybox");
      lab.type("docker network create --label " + word + " net" + i);
      lab.type("docker network create " + word);
      lab.type("docker inspect " + word);
      lab.type("docker ps -a --filter name=" + word + " --format " + word);
    }
    lab.with("docker ps -a --no-trunc", "docker network ls", "docker inspect $(docker ps -aq)");
  }
}
