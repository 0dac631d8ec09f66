package dev.drydock.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Making containers: time and bytes of heap for each of a thousand.
@State(Scope.Thread)
public class EndpointBenchmark {
  static final int COUNT = 1000;

  /// One of a thousand endpoints.
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int build() {
    return new Endpoints(COUNT).namespaces();
  }
}
