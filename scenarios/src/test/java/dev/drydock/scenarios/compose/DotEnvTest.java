package dev.drydock.scenarios.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Source;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DotEnvTest {

  private final Diagnostics diagnostics = new Diagnostics();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A=1 | 1",
        "A = 1 | 1",
        "export A=1 | 1",
        "A: 1 | 1",
        "A=a b # c | a b",
        "A=a#b | a#b",
        "A= | ``",
        "A='a $B' | a $B",
        "A='it\\'s' | it's",
        "A=\"a\\tb\" | `a\tb`",
        "A=\"say \\\"x\\\"\" | say \"x\"",
        "A=\"\\$HOME\" | $HOME",
        "A=$OUT/x | out/x",
        "A=\"${OUT}-${NONE:-d}\" | out-d"
      })
  void a_line_sets_a_variable(String line, String value) {
    assertEquals(value, read(line + "\n").get("A"));
    assertEquals("[]", diagnostics.sorted().toString());
  }

  @Test
  void comments_and_blank_lines_say_nothing() {
    assertEquals(Map.of("A", "1", "B", "2"), read("# x\n\n A=1\r\n  # y\nB=2"));
  }

  @Test
  void a_quoted_value_may_go_over_lines() {
    assertEquals(Map.of("A", "x\ny", "B", "1"), read("A=\"x\ny\"\nB=1"));
  }

  @Test
  void a_value_may_use_those_above_it() {
    assertEquals(Map.of("A", "1", "B", "1/2"), read("A=1\nB=$A/2"));
  }

  @Test
  void a_bare_name_takes_the_value_from_outside() {
    assertEquals(Map.of("OUT", "out"), read("OUT\nMISSING\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`A=1\nB C=2` | .env:2:1: unexpected character in variable name \"B C=2\"",
        "`A=1\nB=\"x` | .env:2:1: unterminated quoted value of B",
        "`A=${B` | .env:1:1: Invalid template: \"${B\""
      })
  void a_wrong_line_is_told_where_it_stands(String text, String told) {
    read(text);
    assertEquals(1, diagnostics.sorted().size());
    assertEquals(told, diagnostics.sorted().getFirst().toString().lines().findFirst().orElse(""));
  }

  private Map<String, String> read(String text) {
    var outer = new Variables(Map.of("OUT", "out"));
    return DotEnv.read(new Source(".env", text), outer, diagnostics);
  }
}
