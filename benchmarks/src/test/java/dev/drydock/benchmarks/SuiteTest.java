package dev.drydock.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.benchmarks.Suite.Effort;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;

class SuiteTest {
  @Test
  void a_benchmark_runs_and_is_measured_for_each_parameter() throws RunnerException {
    var progress = new ByteArrayOutputStream();
    var out = new PrintStream(progress, true, StandardCharsets.UTF_8);
    Effort shortest = new Effort(0, 0, 1, 1);
    Results results = Suite.run("checksum.update", shortest, false, new Progress(out));
    List<String> names =
        results.measurements().stream()
            .map(one -> one.benchmark() + " " + one.parameterText())
            .toList();
    assertEquals(List.of("Checksum.update bytes=64", "Checksum.update bytes=1514"), names);
    assertTrue(results.measurements().stream().allMatch(one -> one.score().value() > 0));
    assertEquals(names, progress.toString(StandardCharsets.UTF_8).lines().toList());
  }

  @Test
  void a_filter_is_a_part_of_the_name_shown() {
    String update = "dev.drydock.benchmarks.ChecksumBenchmark.update";
    assertTrue(isChosen(null, update));
    assertTrue(isChosen("Checksum", update));
    assertTrue(isChosen("sum.upd", update));
    assertTrue(isChosen("UPDATE", update));
    assertFalse(isChosen("Checksum.sum", update));
    assertFalse(isChosen("Bridge", update));
    assertFalse(isChosen("drydock", update));
    assertFalse(isChosen(null, "dev.drydock.other.ChecksumBenchmark.update"));
  }

  @Test
  void the_command_line_says_what_is_wrong_with_it() {
    assertEquals("exit 2: drydock bench: unknown option --fast", run("--fast"));
    assertEquals("exit 2: drydock bench: no benchmark has this in its name", run("nothing"));
    assertEquals("exit 0: ", run("--help"));
  }

  private static boolean isChosen(@Nullable String filter, String name) {
    return Pattern.compile(Suite.pattern(filter)).matcher(name).find();
  }

  private static String run(String... words) {
    var errors = new ByteArrayOutputStream();
    var err = new PrintStream(errors, true, StandardCharsets.UTF_8);
    var out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    int exit = new Main(out, err).run(List.of(words));
    return "exit "
        + exit
        + ": "
        + errors.toString(StandardCharsets.UTF_8).lines().findFirst().orElse("");
  }
}
