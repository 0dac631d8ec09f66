package dev.drydock.scenarios.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TemplateTest {

  private static final Variables VARIABLES =
      new Variables(Map.of("FOO", "foo", "EMPTY", "", "N_1", "one"));

  private final List<String> unset = new ArrayList<>();
  private final Template template = new Template(VARIABLES, unset::add);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "plain | plain",
        "$FOO | foo",
        "${FOO}bar | foobar",
        "$FOO$N_1 | fooone",
        "$FOO-x | foo-x",
        "$$FOO | $FOO",
        "$$ | $",
        "a$$$FOO | a$foo",
        "${FOO:-bar} | foo",
        "${EMPTY:-bar} | bar",
        "${EMPTY-bar}x | x",
        "${NONE-bar} | bar",
        "${NONE:-} x | \" x\"",
        "${NONE:-a b} | a b",
        "${FOO:+bar} | bar",
        "${EMPTY:+bar}x | x",
        "${EMPTY+bar} | bar",
        "${NONE+bar}x | x",
        "${FOO?err} | foo",
        "${EMPTY?err}x | x",
        "${NONE:-${FOO}}! | foo!",
        "${NONE:-${NONE:-${N_1}}} | one",
        "${NONE:-a{b}c}d | a{b}cd",
        "${NONE:-$$x} | $x",
        "${FOO:-${bad}} | foo"
      })
  void a_variable_is_replaced(String text, String replaced) throws Template.Refused {
    assertEquals(replaced, template.replace(text));
    assertEquals(List.of(), unset);
  }

  @Test
  void an_unset_variable_is_empty_and_told() throws Template.Refused {
    assertEquals("a--b", template.replace("a-$NONE-b"));
    assertEquals("", template.replace("${OTHER}"));
    assertEquals(List.of("NONE", "OTHER"), unset);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$",
        "a $ b",
        "$1",
        "${",
        "${}",
        "${FOO",
        "${FOO:",
        "${FOO:}",
        "${FOO!}",
        "${1}",
        "$(ls)",
        "${FOO:-x",
        "${FOO:=x}",
        "$-",
        "${ FOO}",
        "${FOO }"
      })
  void what_is_no_template_is_refused(String text) {
    var refused = assertThrows(Template.Refused.class, () -> template.replace(text));
    assertEquals("invalid interpolation format: \"" + text + "\"", refused.getMessage());
    assertEquals("You may need to escape any $ with another $", refused.hint());
  }

  @ParameterizedTest
  @CsvSource({
    "${NONE?}, required variable NONE is missing a value",
    "${NONE:?set it}, required variable NONE is missing a value: set it",
    "${EMPTY:?see $FOO}, required variable EMPTY is missing a value: see foo"
  })
  void a_required_variable_is_asked_for(String text, String message) {
    var refused = assertThrows(Template.Refused.class, () -> template.replace(text));
    assertEquals(message, refused.getMessage());
  }

  @Test
  void endless_nesting_is_refused() {
    var text = "${NONE:-".repeat(50_000) + "x" + "}".repeat(50_000);
    var refused = assertThrows(Template.Refused.class, () -> template.replace(text));
    assertEquals("variables nested more than 20 deep", refused.getMessage());
  }

  @Test
  void endless_growth_is_refused() {
    var large = new Variables(Map.of("L", "x".repeat(100_000)));
    var growing = new Template(large, unset::add);
    var refused = assertThrows(Template.Refused.class, () -> growing.replace("$L".repeat(1000)));
    assertEquals("the text grows to more than 1048576 characters", refused.getMessage());
  }
}
