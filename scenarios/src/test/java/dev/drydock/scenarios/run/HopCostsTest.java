package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.report.RunReport;
import dev.drydock.scenarios.report.StepReport;
import dev.drydock.scenarios.run.RunOptions.CaptureKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the lab of hop costs says in virtual time: round trips and throughput of each driver.
class HopCostsTest {
  @TempDir private Path folder;

  /// The number that an output's pattern has, by the container that asks.
  private static Map<String, Double> figures(RunReport report, String tool, String pattern) {
    Map<String, Double> figures = new TreeMap<>();
    for (StepReport step : report.steps()) {
      String command = step.command();
      String who =
          command.startsWith("docker exec ") ? command.split(" ", -1)[2] : command.split(" ", 2)[0];
      String said = step.output().stdout().replaceAll("(?s)" + pattern, "$1");
      if (command.contains(tool + " -c") && said.matches("[0-9.]+")) {
        figures.put(who, Double.parseDouble(said));
      }
    }
    return figures;
  }

  @Test
  @Tag("S095")
  @Tag("X09")
  void a_bridge_costs_more_than_macvlan_and_ipvlan_in_time_and_throughput() throws Exception {
    String text = Files.readString(Path.of("labs/hop-costs/compose.yaml"));
    Plan plan = Played.plan(text);
    RunReport report = Played.run(plan, new RunOptions(folder, CaptureKind.NONE, 0));
    assertTrue(report.passed());
    Map<String, Double> least = figures(report, "ping", ".*= ([0-9.]+)/.*");
    Map<String, Double> gigabits = figures(report, "iperf3", ".* ([0-9.]+) Gbits/sec.*");
    for (String direct : new String[] {"m1", "i1", "j1", "k1"}) {
      assertTrue(of(least, direct) < of(least, "b1"), least::toString);
      assertTrue(of(gigabits, direct) > of(gigabits, "b1"), gigabits::toString);
    }
    assertTrue(of(least, "b1") < of(least, "o1"), least::toString);
  }

  private static double of(Map<String, Double> figures, String who) {
    Double figure = figures.get(who);
    assertNotNull(figure, () -> who + " is not in " + figures);
    return figure;
  }
}
