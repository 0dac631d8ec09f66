package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionVerbTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void every_command_and_option_is_in_the_script(String shell) {
    Ran ran = Ran.drydock(folder, "completion", shell);
    assertEquals(0, ran.status());
    for (CompletedVerb verb : Verbs.all().stream().map(CompletedVerb::of).toList()) {
      assertTrue(ran.out().contains(verb.name()), verb.name());
      for (CompletedVerb.Entry option : verb.options()) {
        option.names().forEach(name -> assertTrue(ran.out().contains(name), name));
      }
    }
  }

  @Test
  void a_file_is_completed_where_a_file_belongs() {
    String script = Ran.drydock(folder, "completion", "bash").out();
    assertTrue(
        script.contains(
            """
                validate:-f | validate:--file)
                  COMPREPLY=($(compgen -f -- "$word"))
                  return ;;
            """),
        script);
  }

  @Test
  void a_choice_is_completed_with_its_words() {
    assertTrue(Ran.drydock(folder, "completion", "zsh").out().contains("'*:bash|zsh:(bash zsh)'"));
  }

  @Test
  void another_shell_is_wrong_usage() {
    assertEquals(
        new Ran(2, "", "drydock: no completion for \"fish\"; it knows bash and zsh\n"),
        Ran.drydock(folder, "completion", "fish"));
  }
}
