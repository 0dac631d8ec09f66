package dev.drydock.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One short UDP packet end to end over routers in a row: header checked, route looked up, TTL
/// taken down, neighbour found, and one event of the loop for each hop. A hop is a router and the
/// veth pair behind it.
@State(Scope.Thread)
public class RouterBenchmark {
  /// Routers on the way.
  @Param({"1", "5"})
  public int routers;

  private RouterChain chain;

  /// Builds the chain, and shows the JIT every kind of device.
  @Setup
  public void build() {
    TwoHosts.showAllDevices();
    chain = new RouterChain(routers, 1);
  }

  /// One packet end to end.
  @Benchmark
  @OperationsPerInvocation(RouterChain.BURST)
  public long packet() {
    chain.burst();
    return chain.received();
  }
}
