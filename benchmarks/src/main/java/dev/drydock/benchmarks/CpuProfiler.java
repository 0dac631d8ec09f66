package dev.drydock.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/// The processor time of an operation: what is left of the elapsed time when other programs of the
/// machine are taken away. The least of all rounds counts.
public final class CpuProfiler implements InternalProfiler {
  /// The name of the result.
  static final String NAME = "cpu.time.norm";

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private long beginNanos;

  @Override
  public String getDescription() {
    return "processor time of an operation";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams round) {
    beginNanos = system.getProcessCpuTime();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams round, IterationResult result) {
    long spentNanos = system.getProcessCpuTime() - beginNanos;
    long operations = result.getMetadata().getAllOps();
    double each = operations == 0 ? Double.NaN : (double) spentNanos / operations;
    return List.of(new ScalarResult(NAME, each, "ns/op", AggregationPolicy.MIN));
  }
}
