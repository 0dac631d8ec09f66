package dev.drydock.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.benchmarks.Goal.Bound;
import dev.drydock.benchmarks.Measurement.Score;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Results RESULTS =
      new Results(
          List.of(
              new Measurement(
                  "Bridge.frame",
                  new TreeMap<>(Map.of("bridges", "9")),
                  Score.nanos(1234.567, 8.9),
                  0.001),
              new Measurement(
                  "Ping.roundTrip", new TreeMap<>(), Score.nanos(7, Double.NaN), 560.4)));

  private static final List<Goal> GOALS =
      List.of(
          new Goal(
              1,
              "Bridge.frame",
              "bridges=9",
              Bound.atMost(1000, 500, "ns"),
              results -> results.score("Bridge.frame", "bridges=9")));

  @Test
  void the_table_has_one_line_a_measurement() {
    assertEquals(
        """
        benchmark       parameters    score  error  unit     B/op  goal           verdict
        Bridge.frame    bridges=9   1234.57  ±8.90  ns/op    0.00  1: <= 1000 ns  1235 ns, missed by 1.23x
        Ping.roundTrip                 7.00         ns/op  560.40
        """,
        ResultTable.of(RESULTS, GOALS));
  }

  @Test
  void the_json_has_the_machine_the_results_and_the_verdicts() {
    Surroundings where = new Surroundings("a \"cpu\"", 2, "Linux 6", "JVM 25", "2026-01-01");
    assertEquals(
        """
        {
          "date": "2026-01-01",
          "cpu": "a \\"cpu\\"",
          "cpus": 2,
          "os": "Linux 6",
          "jvm": "JVM 25",
          "quick": true,
          "results": [
            {"benchmark": "Bridge.frame", "parameters": {"bridges": "9"}, "score": 1234.567, \
        "error": 8.9, "cpuNanosPerOp": null, "unit": "ns/op", "allocatedBytesPerOp": 0.001, "goals": \
        [{"goal": "1: <= 1000 ns", "verdict": "1235 ns, missed by 1.23x"}]},
            {"benchmark": "Ping.roundTrip", "parameters": {}, "score": 7.0, \
        "error": null, "cpuNanosPerOp": null, "unit": "ns/op", "allocatedBytesPerOp": 560.4, "goals": []}
          ]
        }
        """,
        ResultJson.of(RESULTS, GOALS, where, true));
  }
}
