package dev.drydock.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// A ping of 56 bytes between two containers on one bridge, there and back: two namespaces,
/// routing, neighbours, ICMP with its checksums, four veth crossings, two passes of the bridge.
@State(Scope.Thread)
public class PingBenchmark {
  private TwoHosts hosts;

  /// Builds the network and lets it warm up with every kind of device.
  @Setup
  public void build() {
    TwoHosts.showAllDevices();
    hosts = new TwoHosts();
  }

  /// One round trip, next hops known.
  @Benchmark
  public int roundTrip() {
    hosts.ping();
    return hosts.replies();
  }

  /// One round trip that begins with ARP: both ends have forgotten each other.
  @Benchmark
  public int arpAndRoundTrip() {
    hosts.forgetNeighbours();
    hosts.ping();
    return hosts.replies();
  }
}
