package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.plan.ReadResult;
import dev.drydock.scenarios.plan.ScenarioReader;
import dev.drydock.scenarios.plan.StepPlan;
import dev.drydock.scenarios.report.RunReport;
import dev.drydock.scenarios.report.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  static List<String> labsWithFix() throws IOException {
    return labs().filter(LabsTest::hasFix).toList();
  }

  private static boolean hasFix(String lab) {
    return Files.exists(fixFile(lab)) || plan(lab, true).steps().stream().anyMatch(StepPlan::isFix);
  }

  private static Path fixFile(String lab) {
    return LABS.resolve(lab).resolve("fix.yaml");
  }

  /// What a lab plays, with its fix or without.
  private static Plan plan(String lab, boolean withFix) {
    List<Path> files = new ArrayList<>(List.of(LABS.resolve(lab).resolve("compose.yaml")));
    if (withFix && Files.exists(fixFile(lab))) {
      files.add(fixFile(lab));
    }
    ReadResult result = ScenarioReader.read(ReadRequest.of(files.toArray(Path[]::new)));
    assertEquals(List.of(), result.diagnostics());
    Plan plan = Objects.requireNonNull(result.plan());
    return withFix ? plan : plan.withoutFix();
  }

  /// What failed, a line each.
  private String failures(Plan plan) throws RunException {
    RunReport report = Played.run(plan, folder);
    List<String> failed = new ArrayList<>();
    report.steps().stream()
        .filter(step -> step.status() != Status.PASSED)
        .forEach(step -> failed.add(step.toString()));
    report.expectations().stream()
        .filter(expectation -> expectation.status() != Status.PASSED)
        .forEach(expectation -> failed.add(expectation.toString()));
    return String.join("\n", failed);
  }

  @ParameterizedTest
  @MethodSource("labs")
  void a_lab_shows_what_it_promises(String name) throws RunException {
    assertEquals("", failures(plan(name, true)));
  }

  @ParameterizedTest
  @MethodSource("labsWithFix")
  void a_lab_fails_without_its_fix(String name) throws RunException {
    assertNotEquals("", failures(plan(name, false)));
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
