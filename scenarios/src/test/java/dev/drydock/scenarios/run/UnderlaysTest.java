package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.plan.ScenarioReader;
import dev.drydock.scenarios.report.RunReport;
import dev.drydock.scenarios.report.StepReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One application on several networks below.
class UnderlaysTest {
  private static final Path LAB = Path.of("labs", "underlays");

  @TempDir private Path folder;

  private RunReport play(String... files) throws RunException {
    Path[] paths = Stream.of(files).map(LAB::resolve).toArray(Path[]::new);
    Plan plan = ScenarioReader.read(ReadRequest.of(paths)).plan();
    return Played.run(Objects.requireNonNull(plan), folder.resolve(files[files.length - 1]));
  }

  private static List<String> outputs(RunReport report) {
    return report.steps().stream()
        .map(StepReport::output)
        .map(output -> output.merged().replaceAll("[0-9.]+(/[0-9.]+)* ms|=[0-9.]+ ms", "TIME"))
        .toList();
  }

  @Test
  @Tag("S010")
  void containers_do_not_know_what_is_below_them() throws RunException {
    RunReport onSwitch = play("compose.yaml");
    RunReport onSites = play("compose.yaml", "routed.yaml");
    assertEquals(List.of(true, true), List.of(onSwitch.passed(), onSites.passed()));
    int ping = 8;
    assertEquals("ssh node2 docker exec admin ping -c 3 web", onSwitch.steps().get(ping).command());
    assertEquals(outputs(onSwitch).get(ping), outputs(onSites).get(ping));
    assertNotEquals(
        onSwitch.steps().get(ping).output().merged(), onSites.steps().get(ping).output().merged());
  }
}
