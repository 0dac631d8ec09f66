package dev.drydock.scenarios.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.drydock.core.testing.Cases;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Any bytes into the reader: a plan or errors, never an exception. `-Ddrydock.fuzz=N` asks for
/// more cases.
final class ScenarioFuzzTest {

  private static final int COUNT = Integer.getInteger("drydock.fuzz", 400);
  private static final Path RESOURCES = Path.of("src/test/resources/dev/drydock/scenarios/plan");

  private static final List<String> PIECES =
      List.of(
          ": ",
          "- ",
          "\n",
          "\n  ",
          "{",
          "}",
          "[",
          "]",
          "&a ",
          "*a",
          "<<: *a",
          "!reset ",
          "!override ",
          "!!str ",
          "|\n",
          "'",
          "\"",
          "#",
          "%",
          "? ",
          "---\n",
          "...\n",
          "$",
          "${",
          "${A:-",
          "}",
          "\t",
          "\u0000",
          "\u0085",
          "\uFEFF",
          "\uD83D\uDC33",
          "null",
          "~",
          "true",
          "-1",
          "99999999999",
          "1e9",
          "0x10",
          ".inf",
          "10.0.0.0/8",
          "::/0",
          "255.255.255.255",
          "80:80",
          "1-65535",
          "services",
          "networks",
          "x-drydock",
          "machines",
          "extends: web",
          "include: [a]",
          "steps",
          "image: x",
          "scale: 9",
          "ipam",
          "config",
          "ports",
          "nics",
          "link",
          "expect",
          "external: true");

  private static final List<String> ENV =
      List.of("A=", "$A", "${B", "\"", "'", "\\", "\\\"", "\\$", "#", " #", "export ", "\r\n", "B");

  @Test
  void any_bytes_give_errors() {
    Cases.forEach(COUNT / 4, cases -> check(cases.bytes((int) cases.anyMagnitude(500))));
  }

  @Test
  void any_pieces_give_a_plan_or_errors() {
    Cases.forEach(
        COUNT,
        cases -> {
          var text = new StringBuilder();
          for (var count = cases.between(0, 40); count > 0; count--) {
            text.append(piece(cases));
          }
          check(text.toString().getBytes(StandardCharsets.UTF_8));
        });
  }

  @Test
  void any_change_of_a_good_file_gives_a_plan_or_errors() throws IOException {
    var seeds = seeds();
    Cases.forEach(
        COUNT,
        cases -> {
          var text = new StringBuilder(seeds.get(cases.between(0, seeds.size() - 1)));
          for (var count = cases.between(1, 8); count > 0; count--) {
            change(text, cases);
          }
          check(text.toString().getBytes(StandardCharsets.UTF_8));
        });
  }

  @Test
  void any_env_file_gives_variables_or_errors(@TempDir Path folder) throws IOException {
    var yaml = Files.writeString(folder.resolve("a.yaml"), "services: { a: { image: \"$A\" } }");
    Cases.forEach(
        COUNT / 4,
        cases -> {
          var text = new StringBuilder("export A=b\n");
          for (var count = cases.between(0, 15); count > 0; count--) {
            text.append(cases.oneIn(2) ? ENV.get(cases.between(0, ENV.size() - 1)) : piece(cases));
          }
          try {
            Files.writeString(folder.resolve(".env"), text);
          } catch (IOException failed) {
            throw new UncheckedIOException(failed);
          }
          var result = ScenarioReader.read(ReadRequest.of(yaml));
          assertEquals(result.hasErrors(), result.plan() == null, () -> String.valueOf(result));
        });
  }

  private static List<String> seeds() throws IOException {
    var seeds = new ArrayList<String>();
    seeds.add(Files.readString(RESOURCES.resolve("recorded-lab.yaml")));
    seeds.add(Files.readString(Path.of("labs/docker0/compose.yaml")));
    seeds.add(StepsTest.EXAMPLE);
    ScenarioErrorsTest.mistakes().forEach(mistake -> seeds.add((String) mistake.get()[0]));
    return seeds;
  }

  private static String piece(Cases cases) {
    return PIECES.get(cases.between(0, PIECES.size() - 1));
  }

  private static void change(StringBuilder text, Cases cases) {
    var from = cases.between(0, text.length());
    var to = Math.min(text.length(), from + (int) cases.anyMagnitude(30));
    switch (cases.between(0, 3)) {
      case 0 -> text.delete(from, to);
      case 1 -> text.insert(from, piece(cases));
      case 2 -> text.insert(cases.between(0, text.length()), text.substring(from, to));
      default -> text.replace(from, to, piece(cases));
    }
  }

  private static void check(byte[] bytes) {
    var request =
        new ReadRequest(
            List.of(Path.of("-")),
            Path.of("/nowhere/demo"),
            Map.of("A", "${A}$"),
            null,
            List.of(),
            new ByteArrayInputStream(bytes),
            List.of());
    var result = ScenarioReader.read(request);
    assertEquals(result.hasErrors(), result.plan() == null, () -> String.valueOf(result));
    assertFalse((result.diagnostics() + "" + result.plan()).isEmpty());
  }
}
