package dev.drydock.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One short frame over two bridges that a veth pair joins, or a VXLAN tunnel over that pair: the
/// difference is encapsulation and decapsulation, with UDP, IP and the routes below.
@State(Scope.Thread)
public class TunnelBenchmark {
  /// Whether the tunnel is there.
  @Param({"false", "true"})
  public boolean vxlan;

  private TunnelPath path = new TunnelPath(false);

  /// Builds the path, and shows the JIT every kind of device.
  @Setup
  public void build() {
    TwoHosts.showAllDevices();
    TunnelPath other = new TunnelPath(!vxlan);
    path = new TunnelPath(vxlan);
    for (int i = 0; i < Integer.getInteger(TwoHosts.ROUNDS_PROPERTY, 2000); i++) {
      other.burst();
      path.burst();
    }
  }

  /// One frame end to end.
  @Benchmark
  @OperationsPerInvocation(TunnelPath.BURST)
  public long frame() {
    path.burst();
    return path.received();
  }
}
