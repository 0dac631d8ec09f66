package dev.drydock.benchmarks;

import java.io.PrintStream;
import java.util.Collection;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/// What is said while the benchmarks run: one line for each as it begins, and whatever a measuring
/// JVM has to complain about. The results come afterwards, in one table.
final class Progress implements OutputFormat {
  private final PrintStream out;
  private boolean failed;

  Progress(PrintStream out) {
    this.out = out;
  }

  @Override
  public void startBenchmark(BenchmarkParams benchmark) {
    StringBuilder line = new StringBuilder(Suite.name(benchmark));
    for (String key : benchmark.getParamsKeys()) {
      line.append(' ').append(key).append('=').append(benchmark.getParam(key));
    }
    out.println(line);
    failed = false;
  }

  /// JMH announces a failure in a line, and the reason in the lines after it.
  @Override
  public void println(String line) {
    failed |= line.contains("<failure>") || line.contains("Exception");
    if (failed) {
      out.println(line);
    }
  }

  @Override
  public void print(String text) {
    println(text);
  }

  @Override
  public void startRun() {}

  @Override
  public void iteration(BenchmarkParams benchmark, IterationParams round, int number) {}

  @Override
  public void iterationResult(
      BenchmarkParams benchmark, IterationParams round, int number, IterationResult result) {}

  @Override
  public void endBenchmark(BenchmarkResult result) {}

  @Override
  public void endRun(Collection<RunResult> results) {}

  @Override
  public void verbosePrintln(String line) {}

  @Override
  public void write(int octet) {}

  @Override
  public void write(byte[] octets) {}

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void close() {}
}
