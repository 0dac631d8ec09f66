package dev.drydock.benchmarks;

import dev.drydock.drivers.template.JsonString;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The results as JSON, with the machine they were measured on.
final class ResultJson {
  private ResultJson() {}

  /// One object: `surroundings`, `quick`, `results`.
  static String of(Results results, List<Goal> goals, Surroundings where, boolean quick) {
    return """
    {
      "date": %s,
      "cpu": %s,
      "cpus": %d,
      "os": %s,
      "jvm": %s,
      "quick": %b,
      "results": [
    %s
      ]
    }
    """
        .formatted(
            JsonString.quoted(where.date()),
            JsonString.quoted(where.cpu()),
            where.cpus(),
            JsonString.quoted(where.os()),
            JsonString.quoted(where.jvm()),
            quick,
            results.measurements().stream()
                .map(measurement -> "    " + row(measurement, results, goals))
                .collect(Collectors.joining(",\n")));
  }

  private static String row(Measurement measurement, Results results, List<Goal> goals) {
    String parameters =
        measurement.parameters().entrySet().stream()
            .map((Map.Entry<String, String> e) ->
                JsonString.quoted(e.getKey()) + ": " + JsonString.quoted(e.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
    String judged =
        goals.stream()
            .filter(goal -> goal.isAbout(measurement))
            .map(goal -> judged(goal, results))
            .collect(Collectors.joining(", ", "[", "]"));
    return "{\"benchmark\": "
        + JsonString.quoted(measurement.benchmark())
        + (", \"parameters\": " + parameters)
        + (", \"score\": " + number(measurement.score().value()))
        + (", \"error\": " + number(measurement.score().error()))
        + (", \"cpuNanosPerOp\": " + number(measurement.score().cpuNanos()))
        + (", \"unit\": " + JsonString.quoted(measurement.score().unit()))
        + (", \"allocatedBytesPerOp\": " + number(measurement.allocatedBytes()))
        + (", \"goals\": " + judged)
        + "}";
  }

  private static String judged(Goal goal, Results results) {
    return "{\"goal\": "
        + JsonString.quoted(goal.text())
        + (", \"verdict\": " + JsonString.quoted(goal.verdict(results)))
        + "}";
  }

  /// A number to three decimals; null where there is none.
  private static String number(double value) {
    return Double.isFinite(value) ? Double.toString(Math.round(value * 1000) / 1000.0) : "null";
  }
}
