package dev.drydock.benchmarks;

import dev.drydock.core.device.CostModel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One short frame end to end over bridges in a row: known unicast, learning, counters, the queue
/// of the machine's CPU with its limit, and one event of the loop for each hop. A hop is a bridge
/// and the veth pair behind it; what it costs is an eighth of the difference between nine bridges
/// and one.
@State(Scope.Thread)
public class BridgeBenchmark {
  /// Bridges on the way.
  @Param({"0", "1", "9"})
  public int bridges;

  /// Addresses known behind each end.
  @Param({"1", "1000"})
  public int stations;

  private BridgeChain chain;

  /// Builds the chain, and shows the JIT every kind of device.
  @Setup
  public void build() {
    TwoHosts.showAllDevices();
    chain = new BridgeChain(bridges, stations, CostModel.LINUX);
  }

  /// One frame end to end.
  @Benchmark
  @OperationsPerInvocation(BridgeChain.BURST)
  public long frame() {
    chain.burst(BridgeChain.SHORT_BYTES);
    return chain.received();
  }
}
