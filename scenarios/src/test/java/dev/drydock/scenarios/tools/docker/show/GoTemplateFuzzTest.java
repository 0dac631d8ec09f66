package dev.drydock.scenarios.tools.docker.show;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.testing.Cases;
import dev.drydock.scenarios.tools.TypedLab;
import dev.drydock.scenarios.tools.docker.client.Failure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Any text is a template, or refused: nothing breaks.
class GoTemplateFuzzTest {
  private static final int TEXTS = 12_000;

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

  @Test
  void any_text_is_a_template_or_refused() {
    Cases.forEach(
        TEXTS,
        cases -> {
          StringBuilder text = new StringBuilder();
          for (int n = cases.between(0, 13); n >= 0; n--) {
            text.append(PIECES.get(cases.between(0, PIECES.size() - 1)));
          }
          try {
            GoTemplate.parse(text.toString()).apply(DATA);
          } catch (Failure e) {
            assertTrue(e.status() > 0, text::toString);
          } catch (StackOverflowError e) {
            throw new AssertionError(text.toString(), e);
          }
        });
  }

  @Test
  void names_and_labels_of_any_bytes_are_taken_or_refused() {
    try (TypedLab lab = TypedLab.ofEngine("29")) {
      Cases.forEach(60, cases -> tryWord(lab, cases));
      lab.with("docker ps -a --no-trunc", "docker network ls", "docker inspect $(docker ps -aq)");
    }
  }

  private static void tryWord(TypedLab lab, Cases cases) {
    StringBuilder text = new StringBuilder();
    for (int n = cases.between(0, 7); n >= 0; n--) {
      text.append((char) (cases.oneIn(2) ? cases.between(33, 122) : cases.between(1, 699)));
    }
    String word = "'" + text.toString().replace("'", "") + "'";
    isTakenOrRefused(lab, "docker create --name " + word + " busybox");
    isTakenOrRefused(
        lab, "docker create -l " + word + "=" + word + " -e " + word + " -h " + word + " busybox");
    isTakenOrRefused(lab, "docker network create --label " + word + " net" + cases.anyInt());
    isTakenOrRefused(lab, "docker network create " + word);
    isTakenOrRefused(lab, "docker inspect " + word);
    isTakenOrRefused(lab, "docker ps -a --filter name=" + word + " --format " + word);
  }

  private static void isTakenOrRefused(TypedLab lab, String line) {
    String said = lab.type(line);
    assertTrue(lab.status() == 0 || !said.isBlank(), line);
  }
}
