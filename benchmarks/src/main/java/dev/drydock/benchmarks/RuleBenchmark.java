package dev.drydock.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One packet past rules that do not fit it: each looks at source, protocol and port, or at a
/// destination that is not the packet's. What a rule costs is the difference of two lengths, by the
/// number of rules between.
@State(Scope.Thread)
public class RuleBenchmark {
  /// Rules of the chain.
  @Param({"10", "100", "1000"})
  public int rules;

  private Firewall firewall = new Firewall();
  private Firewall addresses = new Firewall();

  /// Writes the rules.
  @Setup
  public void build() {
    firewall = new Firewall();
    firewall.addRules(rules);
    firewall.track(0);
    addresses = new Firewall();
    addresses.addAddressRules(rules);
    addresses.track(0);
  }

  /// One packet past all of them.
  @Benchmark
  public boolean walk() {
    return firewall.filter();
  }

  /// One packet past all that look for other destinations.
  @Benchmark
  public boolean walkAddresses() {
    return addresses.filter();
  }
}
