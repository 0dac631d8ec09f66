package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.plan.ReadResult;
import dev.drydock.scenarios.plan.ScenarioReader;
import dev.drydock.scenarios.report.RunReport;
import dev.drydock.scenarios.report.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every lab that comes with the project does what its steps and expectations say.
class LabsTest {
  private static final Path LABS = Path.of("labs");

  @TempDir Path folder;

  static Stream<String> labs() throws IOException {
    try (Stream<Path> inside = Files.list(LABS)) {
      return inside.map(lab -> lab.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("labs")
  void a_lab_shows_what_it_promises(String name) throws RunException {
    Path file = LABS.resolve(name).resolve("compose.yaml");
    ReadResult result =
        ScenarioReader.read(
            new ReadRequest(
                List.of(file),
                Path.of("").toAbsolutePath(),
                Map.of(),
                null,
                List.of(),
                new ByteArrayInputStream(new byte[0])));
    assertEquals(List.of(), result.diagnostics());

    RunReport report = Played.run(Objects.requireNonNull(result.plan()), folder);

    List<String> failed = new ArrayList<>();
    report.steps().stream()
        .filter(step -> step.status() == Status.FAILED)
        .forEach(step -> failed.add(step.toString()));
    report.expectations().stream()
        .filter(expectation -> expectation.status() != Status.PASSED)
        .forEach(expectation -> failed.add(expectation.toString()));
    assertEquals("", String.join("\n", failed));
  }

  @ParameterizedTest
  @MethodSource("labs")
  void a_lab_has_a_page_that_explains_it(String name) throws IOException {
    String page = Files.readString(LABS.resolve(name).resolve("lab.md"));
    for (String part : List.of("## Predict", "## Observe", "## Explain")) {
      assertTrue(page.contains("\n" + part + "\n"), part);
    }
    assertTrue(page.contains("./drydock run scenarios/labs/" + name + "/compose.yaml"), name);
  }
}
