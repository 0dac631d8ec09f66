package dev.drydock.benchmarks;

import dev.drydock.benchmarks.Measurement.Score;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// The benchmarks of this module, and how they are run: average time, one thread, the collector of
/// the command line, allocation counted.
final class Suite {
  private static final String PACKAGE = Suite.class.getPackageName() + ".";
  private static final String SUFFIX = "Benchmark";
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private Suite() {}

  /// How long to measure.
  ///
  /// @param forks JVMs, one after the other; 0 measures in this one, which only a test wants
  /// @param warmups rounds that do not count
  /// @param rounds rounds that count
  /// @param roundMillis length of a round
  record Effort(int forks, int warmups, int rounds, int roundMillis) {
    static final Effort FULL = new Effort(3, 4, 4, 500);
    static final Effort QUICK = new Effort(1, 1, 2, 100);
  }

  /// Runs what the filter chooses.
  ///
  /// @param filter part of the names, in any case; null for all
  /// @param all whether to measure with all parameters, or only the small ones
  static Results run(@Nullable String filter, Effort effort, boolean all, OutputFormat progress)
      throws RunnerException {
    List<Measurement> measurements = new ArrayList<>();
    if (isChosen(filter, HopRounds.NAME)) {
      HopRounds.Effort hops = all ? HopRounds.Effort.FULL : HopRounds.Effort.QUICK;
      measurements.addAll(HopRounds.measure(hops));
    }
    if (isChosen(filter, ManyHosts.NAME)) {
      measurements.add(ManyHosts.measure(all ? ManyHosts.MANY : ManyHosts.FEW));
    }
    boolean alone = measurements.isEmpty();
    for (RunResult result : runJmh(options(filter, effort, all), progress, alone)) {
      measurements.add(measurement(result));
    }
    if (measurements.stream().anyMatch(one -> one.benchmark().equals("Endpoint.build"))) {
      measurements.add(EndpointHeap.measure());
    }
    return new Results(measurements);
  }

  private static Collection<RunResult> runJmh(Options options, OutputFormat progress, boolean alone)
      throws RunnerException {
    try {
      return new Runner(options, progress).run();
    } catch (NoBenchmarksException e) {
      if (alone) {
        throw e;
      }
      return List.of(); // the filter chose what JMH does not measure
    }
  }

  private static Options options(@Nullable String filter, Effort effort, boolean all) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(pattern(filter))
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .threads(1)
            .forks(effort.forks())
            .warmupIterations(effort.warmups())
            .warmupTime(TimeValue.milliseconds(effort.roundMillis()))
            .measurementIterations(effort.rounds())
            .measurementTime(TimeValue.milliseconds(effort.roundMillis()))
            .addProfiler(GCProfiler.class)
            .addProfiler(CpuProfiler.class)
            .shouldFailOnError(true)
            .jvmArgs(
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-Xms1g",
                "-Xmx1g",
                "--sun-misc-unsafe-memory-access=allow");
    if (!all) {
      options
          .jvmArgsAppend("-D" + TwoHosts.ROUNDS_PROPERTY + "=100")
          .param("pending", "1000")
          .param("bridges", "1", "9")
          .param("stations", "1")
          .param("flows", "16");
    }
    return options.build();
  }

  /// The regular expression that chooses benchmarks by a part of the name they are shown under.
  static String pattern(@Nullable String filter) {
    String own = "^" + Pattern.quote(PACKAGE);
    if (filter == null) {
      return own;
    }
    int dot = filter.indexOf('.');
    if (dot < 0) {
      return own + ".*(?i:" + Pattern.quote(filter) + ")";
    }
    String type = Pattern.quote(filter.substring(0, dot));
    return own + "(?i:.*" + type + SUFFIX + "\\." + Pattern.quote(filter.substring(dot + 1)) + ")";
  }

  private static boolean isChosen(@Nullable String filter, String name) {
    String full = PACKAGE + name.replace(".", SUFFIX + ".");
    return Pattern.compile(pattern(filter)).matcher(full).find();
  }

  /// The name a benchmark is shown under: without package, and without the class's last word.
  static String name(BenchmarkParams parameters) {
    return parameters.getBenchmark().replace(PACKAGE, "").replace(SUFFIX + ".", ".");
  }

  private static Measurement measurement(RunResult result) {
    TreeMap<String, String> parameters = new TreeMap<>();
    for (String key : result.getParams().getParamsKeys()) {
      parameters.put(key, result.getParams().getParam(key));
    }
    Result<?> primary = result.getPrimaryResult();
    Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
    Result<?> cpu = result.getSecondaryResults().get(CpuProfiler.NAME);
    return new Measurement(
        name(result.getParams()),
        parameters,
        Score.nanos(
            primary.getScore(), primary.getScoreError(), cpu == null ? Double.NaN : cpu.getScore()),
        allocated == null ? Double.NaN : allocated.getScore());
  }
}
