package dev.drydock.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One datagram over a bridge from program to program: sockets, UDP and IP at both ends, checksums
/// made and verified. Its frame has 60 or 1514 bytes.
@State(Scope.Thread)
public class DatagramBenchmark {
  private static final int HEADER_BYTES = 14 + 20 + 8;

  /// Length of the frame.
  @Param({"60", "1514"})
  public int bytes;

  private DatagramPath path = new DatagramPath(1, 0);

  /// Builds the network, and shows the JIT every kind of device.
  @Setup
  public void build() {
    TwoHosts.showAllDevices();
    path = new DatagramPath(1, bytes - HEADER_BYTES);
  }

  /// One datagram.
  @Benchmark
  @OperationsPerInvocation(DatagramPath.BURST)
  public long datagram() {
    path.burst();
    return path.received();
  }
}
