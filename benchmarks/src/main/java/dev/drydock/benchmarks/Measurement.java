package dev.drydock.benchmarks;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What was measured of one benchmark with one choice of parameters.
///
/// @param benchmark class and method, such as `EventQueue.wheel`
/// @param parameters name to value
/// @param score what an operation takes
/// @param allocatedBytes bytes of heap an operation takes; NaN where that is not counted
record Measurement(
    String benchmark, SortedMap<String, String> parameters, Score score, double allocatedBytes) {
  /// What was measured.
  ///
  /// @param value the average
  /// @param error half of its 99.9 % confidence interval; NaN where there were too few rounds
  /// @param unit what is counted
  /// @param cpuNanos processor time, the least of all rounds; NaN where that is not measured
  record Score(double value, double error, String unit, double cpuNanos) {
    static Score nanos(double value, double error, double cpuNanos) {
      return new Score(value, error, "ns/op", cpuNanos);
    }

    static Score nanos(double value, double error) {
      return nanos(value, error, Double.NaN);
    }
  }

  Measurement {
    parameters = new TreeMap<>(parameters);
  }

  /// The parameters as `name=value`, separated by spaces.
  String parameterText() {
    return parameters.entrySet().stream()
        .map((Map.Entry<String, String> e) -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(" "));
  }
}
