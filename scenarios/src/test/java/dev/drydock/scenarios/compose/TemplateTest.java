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

  private static final String IMAGE = "services.web.image";

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
        "${FOO:-${bad}} | foo",
        "$ | $",
        "a $ b | a $ b",
        "^REGEX$ | ^REGEX$",
        "$1 | $1",
        "$(ls $$PWD) | $(ls $PWD)",
        "$} | $}",
        "$- | $-",
        "${NONE:-{}! | {!",
        "${NONE:-^(\\d{4})$} | ^(\\d{4})$"
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
        "${",
        "${}",
        "${FOO",
        "${FOO:",
        "${FOO:}",
        "${FOO!}",
        "${1}",
        "${FOO:-x",
        "${FOO:=x}",
        "${ FOO}",
        "${FOO }"
      })
  void what_is_no_template_is_refused(String text) {
    var refused = assertThrows(Template.Refused.class, () -> template.replace(text));
    assertEquals("invalid interpolation format for services.web.image", refused.at(IMAGE));
    var hint = "You may need to escape any $ with another $: \"" + text + "\"";
    assertEquals(hint, refused.hint());
  }

  @ParameterizedTest
  @CsvSource({
    "${NONE?}, required variable NONE is missing a value",
    "${NONE:?set it}, required variable NONE is missing a value: set it",
    "${EMPTY:?see $FOO}, required variable EMPTY is missing a value: see foo"
  })
  void a_required_variable_is_asked_for(String text, String message) {
    var refused = assertThrows(Template.Refused.class, () -> template.replace(text));
    assertEquals("error while interpolating services.web.image: " + message, refused.at(IMAGE));
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
