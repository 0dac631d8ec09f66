package dev.drydock.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One packet of a known flow at the hook of connection tracking; every flow has its turn, in an
/// order in which no two neighbours follow each other.
@State(Scope.Thread)
public class ConntrackBenchmark {
  /// Coprime to the numbers of flows.
  private static final int STEP = 7919;

  /// Flows that are known.
  @Param({"16", "10000", "1000000"})
  public int flows;

  private Firewall firewall = new Firewall();
  private int turn;

  /// Sends a packet of every flow.
  @Setup
  public void build() {
    firewall = new Firewall();
    firewall.know(flows);
  }

  /// One packet: its header is written, the flow is found, its time begins anew.
  @Benchmark
  public boolean track() {
    turn = (turn + STEP) % flows;
    return firewall.track(turn);
  }
}
