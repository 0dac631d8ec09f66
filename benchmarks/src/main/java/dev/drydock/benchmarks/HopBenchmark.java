package dev.drydock.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One datagram from container to container, by each driver of Docker, as its commands set it up:
/// from the sender's device to the receiver's, only what the driver put between them.
@State(Scope.Thread)
public class HopBenchmark {
  private static final int WARM_BURSTS = 400;

  /// The driver.
  @Param({
    "host",
    "macvlan",
    "ipvlan-l2",
    "ipvlan-l3",
    "ipvlan-l3s",
    "bridge-bare",
    "bridge",
    "lan",
    "overlay"
  })
  public String way = "";

  private HopPath path = new HopPath(HopWay.HOST);

  /// Builds the network, and shows the JIT those of all other drivers first, so that no call of the
  /// path has one kind of device only.
  @Setup
  public void build() {
    List<HopPath> all = new ArrayList<>();
    for (HopWay each : HopWay.values()) {
      all.add(new HopPath(each));
      all.add(new HopPath(each).cutShort());
    }
    int bursts = Integer.getInteger(TwoHosts.ROUNDS_PROPERTY, WARM_BURSTS);
    for (int i = 0; i < bursts; i++) {
      all.forEach(HopPath::burst);
    }
    path = new HopPath(HopWay.of(way)).cutShort();
  }

  /// One datagram from end to end.
  @Benchmark
  @OperationsPerInvocation(HopPath.BURST)
  public long datagram() {
    path.burst();
    return path.received();
  }
}
