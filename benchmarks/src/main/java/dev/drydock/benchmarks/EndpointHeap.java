package dev.drydock.benchmarks;

import dev.drydock.benchmarks.Measurement.Score;
import java.util.Map;
import java.util.TreeMap;

/// The heap that one idle endpoint keeps: what is in use after a collection, with and without many
/// of them.
final class EndpointHeap {
  static final String NAME = "Endpoint.heap";
  static final String PARAMETERS = "endpoints=10000";
  private static final int COUNT = 10_000;

  private EndpointHeap() {}

  static Measurement measure() {
    check(new Endpoints(1), 1); // loads the classes
    long before = usedBytes();
    Endpoints endpoints = new Endpoints(COUNT);
    long after = usedBytes();
    check(endpoints, COUNT);
    return new Measurement(
        NAME,
        new TreeMap<>(Map.of("endpoints", Integer.toString(COUNT))),
        new Score((double) (after - before) / COUNT, Double.NaN, "B", Double.NaN),
        Double.NaN);
  }

  /// Also keeps the endpoints alive until here.
  private static void check(Endpoints endpoints, int count) {
    if (endpoints.namespaces() != count + 1) {
      throw new IllegalStateException("not all endpoints were made");
    }
  }

  private static long usedBytes() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
