package dev.drydock.benchmarks;

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
            quoted(where.date()),
            quoted(where.cpu()),
            where.cpus(),
            quoted(where.os()),
            quoted(where.jvm()),
            quick,
            results.measurements().stream()
                .map(measurement -> "    " + row(measurement, results, goals))
                .collect(Collectors.joining(",\n")));
  }

  private static String row(Measurement measurement, Results results, List<Goal> goals) {
    String parameters =
        measurement.parameters().entrySet().stream()
            .map((Map.Entry<String, String> e) -> quoted(e.getKey()) + ": " + quoted(e.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
    String judged =
        goals.stream()
            .filter(goal -> goal.isAbout(measurement))
            .map(goal -> judged(goal, results))
            .collect(Collectors.joining(", ", "[", "]"));
    return "{\"benchmark\": "
        + quoted(measurement.benchmark())
        + (", \"parameters\": " + parameters)
        + (", \"score\": " + number(measurement.score().value()))
        + (", \"error\": " + number(measurement.score().error()))
        + (", \"cpuNanosPerOp\": " + number(measurement.score().cpuNanos()))
        + (", \"unit\": " + quoted(measurement.score().unit()))
        + (", \"allocatedBytesPerOp\": " + number(measurement.allocatedBytes()))
        + (", \"goals\": " + judged)
        + "}";
  }

  private static String judged(Goal goal, Results results) {
    return "{\"goal\": "
        + quoted(goal.text())
        + (", \"verdict\": " + quoted(goal.verdict(results)))
        + "}";
  }

  /// A number to three decimals; null where there is none.
  private static String number(double value) {
    return Double.isFinite(value) ? Double.toString(Math.round(value * 1000) / 1000.0) : "null";
  }

  /// A JSON string (RFC 8259 section 7).
  static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
