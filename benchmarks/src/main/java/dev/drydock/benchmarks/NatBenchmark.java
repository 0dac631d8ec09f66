package dev.drydock.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One short UDP packet of one of many flows over one router, with and without MASQUERADE; every
/// flow is known to connection tracking, so that the difference is tracking and rewriting.
@State(Scope.Thread)
public class NatBenchmark {
  /// Flows that take turns.
  @Param({"16", "10000"})
  public int flows;

  /// Whether the router translates.
  @Param({"false", "true"})
  public boolean masquerade;

  private RouterChain chain;

  /// Builds the router and sends one packet of every flow.
  @Setup
  public void build() {
    TwoHosts.showAllDevices();
    chain = new RouterChain(1, flows);
    if (masquerade) {
      chain.masquerade();
    }
  }

  /// One packet end to end.
  @Benchmark
  @OperationsPerInvocation(RouterChain.BURST)
  public long packet() {
    chain.burst();
    return chain.received();
  }
}
