package dev.drydock.benchmarks;

import java.util.List;

/// All that was measured in one run.
record Results(List<Measurement> measurements) {
  Results {
    measurements = List.copyOf(measurements);
  }

  /// The nanoseconds of a benchmark.
  ///
  /// @param parameterText see [Measurement#parameterText()]
  /// @return NaN if it was not measured
  double nanos(String benchmark, String parameterText) {
    for (Measurement measurement : measurements) {
      if (measurement.benchmark().equals(benchmark)
          && measurement.parameterText().equals(parameterText)) {
        return measurement.nanos();
      }
    }
    return Double.NaN;
  }
}
