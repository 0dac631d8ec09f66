package dev.drydock.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
  @Test
  void nothing_asks_for_everything() {
    assertEquals(new Arguments(false, false, null, null, null), Arguments.parse(List.of()));
  }

  @Test
  void options_and_filter_come_in_any_order() {
    Arguments want = new Arguments(true, false, Path.of("out.json"), null, "Bridge");
    assertEquals(want, Arguments.parse(List.of("--quick", "Bridge", "--json", "out.json")));
    assertEquals(want, Arguments.parse(List.of("--json", "out.json", "Bridge", "--quick")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--fast", "-q", "--json", "a b"})
  void what_is_not_understood_is_refused(String line) {
    List<String> words = List.of(line.split(" "));
    assertThrows(IllegalArgumentException.class, () -> Arguments.parse(words));
  }
}
