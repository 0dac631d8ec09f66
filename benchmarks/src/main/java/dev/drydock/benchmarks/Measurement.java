package dev.drydock.benchmarks;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What was measured of one benchmark with one choice of parameters.
///
/// @param benchmark class and method, such as `EventQueue.wheel`
/// @param parameters name to value
/// @param nanos average nanoseconds an operation takes
/// @param error half of the 99.9 % confidence interval; NaN where there were too few rounds
/// @param allocatedBytes bytes of heap an operation takes
record Measurement(
    String benchmark,
    SortedMap<String, String> parameters,
    double nanos,
    double error,
    double allocatedBytes) {
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
