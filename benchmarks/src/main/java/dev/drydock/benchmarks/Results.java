package dev.drydock.benchmarks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that was measured in one run.
record Results(List<Measurement> measurements) {
  Results {
    measurements = List.copyOf(measurements);
  }

  /// The score of a benchmark.
  ///
  /// @param parameterText see [Measurement#parameterText()]
  /// @return NaN if it was not measured
  double score(String benchmark, String parameterText) {
    Measurement found = find(benchmark, parameterText);
    return found == null ? Double.NaN : found.score().value();
  }

  /// The processor time of an operation of a benchmark, the least of all rounds.
  ///
  /// @return NaN if it was not measured
  double cpuNanos(String benchmark, String parameterText) {
    Measurement found = find(benchmark, parameterText);
    return found == null ? Double.NaN : found.score().cpuNanos();
  }

  /// The bytes of heap an operation of a benchmark takes.
  ///
  /// @return NaN if it was not measured
  double allocatedBytes(String benchmark, String parameterText) {
    Measurement found = find(benchmark, parameterText);
    return found == null ? Double.NaN : found.allocatedBytes();
  }

  private @Nullable Measurement find(String benchmark, String parameterText) {
    for (Measurement measurement : measurements) {
      if (measurement.benchmark().equals(benchmark)
          && measurement.parameterText().equals(parameterText)) {
        return measurement;
      }
    }
    return null;
  }
}
