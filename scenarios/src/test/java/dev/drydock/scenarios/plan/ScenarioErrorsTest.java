package dev.drydock.scenarios.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is wrong with a file, where, and what to do about it: one case a block of `errors.txt`, the
/// file above the dashes, everything told about it below.
final class ScenarioErrorsTest {

  private static final Path CASES =
      Path.of("src/test/resources/dev/drydock/scenarios/plan/errors.txt");

  static Stream<Arguments> mistakes() throws IOException {
    return Stream.of(Files.readString(CASES).split("\n\n"))
        .map(block -> block.split("\n--\n"))
        .map(parts -> Arguments.of(parts[0], parts[1].strip()));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void each_mistake_is_told_where_it_stands_and_what_to_do(String yaml, String told) {
    assertEquals(told, Reading.problems(yaml));
  }
}
