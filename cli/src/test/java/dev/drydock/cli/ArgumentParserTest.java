package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentParserTest {
  private static Arguments parse(String... words) throws UserError {
    return ArgumentParser.parse(Syntax.of(Verbs.get("run")), List.of(words));
  }

  private static String error(String verb, String words) {
    Syntax syntax = assertSyntax(verb);
    List<String> split = words == null ? List.of() : List.of(words.split(" ", -1));
    UserError error =
        assertThrows(UserError.class, () -> ArgumentParser.parse(syntax, split), words);
    return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
  }

  private static Syntax assertSyntax(String verb) {
    try {
      return Syntax.of(Verbs.get(verb));
    } catch (UserError e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({"-o /tmp/x -q", "-qo /tmp/x", "-qo/tmp/x", "-q -o=/tmp/x", "--out=/tmp/x --quiet"})
  void a_value_may_follow_its_option_in_every_posix_and_gnu_way(String words) throws UserError {
    Arguments arguments = parse(words.split(" ", -1));
    assertEquals("/tmp/x", arguments.value("--out"));
    assertEquals("/tmp/x", arguments.value("-o"));
    assertTrue(arguments.has("--quiet"));
    assertEquals(List.of(), arguments.words());
  }

  @Test
  void options_stand_among_other_words_until_two_dashes() throws UserError {
    Arguments arguments = parse("a.yaml", "-f", "b", "-", "--file", "c", "--", "-q");
    assertEquals(List.of("a.yaml", "-", "-q"), arguments.words());
    assertEquals(List.of("b", "c"), arguments.values("--file"));
    assertNull(arguments.value("--out"));
  }

  @Test
  void an_empty_value_is_a_value() throws UserError {
    assertEquals("", parse("--out=").value("--out"));
  }

  @ParameterizedTest
  @CsvSource({
    "run, --seed, --seed needs a value: N",
    "run, -o -q x, --out needs a value: DIR",
    "run, --seed 1 --seed 2, option --seed may be given only once",
    "run, -qq, option --quiet may be given only once",
    "run, --quiet=yes, option --quiet takes no value",
    "run, --sed 3, 'unknown option --sed; did you mean \"--seed\"?'",
    "run, -qz, 'unknown option -z; did you mean \"-o\"?'",
    "help, run x, '\"x\" is one word too many'",
    "completion, , bash|zsh is missing",
  })
  void what_does_not_fit_is_said(String verb, String words, String message) {
    assertEquals(message, error(verb, words));
  }

  @Test
  void help_names_every_option_once_within_eighty_columns() {
    for (Verb verb : Verbs.all()) {
      Syntax syntax = Syntax.of(verb);
      List<String> lines = Usage.of(syntax).lines().toList();
      assertTrue(lines.stream().allMatch(line -> line.length() <= 80), verb.name());
      for (Option option : syntax.options()) {
        String name = option.longName() + (option.isFlag() ? "" : "=" + option.label());
        assertEquals(
            1,
            lines.stream()
                .filter(line -> line.substring(Math.min(6, line.length())).startsWith(name))
                .count());
      }
    }
  }
}
