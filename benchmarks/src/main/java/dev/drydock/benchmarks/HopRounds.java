package dev.drydock.benchmarks;

import dev.drydock.benchmarks.Measurement.Score;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.runner.RunnerException;

/// One datagram from container to container, by each driver of Docker, as its commands set it up:
/// from the sender's device to the receiver's, only what the driver put between them.
///
/// JMH measures one way after the other, seconds apart, and counts the compiler's threads: on a
/// busy machine the same way came out at 420 or at 3252 ns. Here all ways stand in one JVM, and are
/// measured in turn, in short rounds of the measuring thread's processor time. Of each way one
/// round in twenty is faster than what is told, so that disturbed rounds do not count, and of
/// several JVMs the middle one is taken.
final class HopRounds {
  /// The name of the measurement.
  static final String NAME = "Hop.datagram";

  private static final int FASTER_PART = 20;
  private static final List<HopWay> WAYS = List.of(HopWay.values());

  private HopRounds() {}

  /// How much is done.
  ///
  /// @param forks JVMs
  /// @param warmBursts bursts on every way before it counts
  /// @param rounds rounds that count, of each way
  /// @param bursts bursts in a round
  record Effort(int forks, int warmBursts, int rounds, int bursts) {
    static final Effort FULL = new Effort(5, 4000, 300, 50);
    static final Effort QUICK = new Effort(1, 100, 10, 10);
  }

  /// Measures in a JVM of its own, and prints a line for each way.
  public static void main(String[] words) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int[] numbers = Arrays.stream(words).mapToInt(Integer::parseInt).toArray();
    double[] nanos = run(new Effort(1, numbers[0], numbers[1], numbers[2]));
    for (int i = 0; i < nanos.length; i++) {
      out.println(WAYS.get(i).key() + " " + nanos[i]);
    }
  }

  /// What a frame takes on each way, in the order of the ways.
  static double[] run(Effort effort) {
    List<HopPath> all = new ArrayList<>();
    List<HopPath> measured = new ArrayList<>();
    for (HopWay way : WAYS) {
      all.add(new HopPath(way)); // so that no call of the path has one kind of device only
      measured.add(new HopPath(way).cutShort());
    }
    all.addAll(measured);
    for (int i = 0; i < effort.warmBursts; i++) {
      all.forEach(HopPath::burst);
    }
    double[][] rounds = new double[measured.size()][effort.rounds];
    for (int round = 0; round < effort.rounds; round++) {
      for (int way = 0; way < rounds.length; way++) {
        rounds[way][round] = round(measured.get(way), effort.bursts);
      }
    }
    return Arrays.stream(rounds).mapToDouble(each -> at(each, FASTER_PART)).toArray();
  }

  private static double round(HopPath path, int bursts) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long begin = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < bursts; i++) {
      path.burst();
    }
    long spent = threads.getCurrentThreadCpuTime() - begin;
    return (double) spent / bursts / HopPath.BURST;
  }

  /// The value that one `part` of all are below.
  private static double at(double[] values, int part) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / part];
  }

  /// Measures in several JVMs, one after the other.
  static List<Measurement> measure(Effort effort) throws RunnerException {
    double[][] found = new double[WAYS.size()][effort.forks];
    for (int i = 0; i < effort.forks; i++) {
      double[] nanos = fork(effort);
      for (int way = 0; way < found.length; way++) {
        found[way][i] = nanos[way];
      }
    }
    List<Measurement> measurements = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      double[] forks = found[i];
      Arrays.sort(forks);
      double spread = (forks[forks.length - 1] - forks[0]) / 2;
      double middle = at(forks, 2);
      measurements.add(
          new Measurement(
              NAME,
              new TreeMap<>(Map.of("way", WAYS.get(i).key())),
              Score.nanos(middle, effort.forks == 1 ? Double.NaN : spread, middle),
              Double.NaN));
    }
    return measurements;
  }

  private static double[] fork(Effort effort) throws RunnerException {
    ProcessBuilder java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-Xms1g",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                HopRounds.class.getName(),
                Integer.toString(effort.warmBursts),
                Integer.toString(effort.rounds),
                Integer.toString(effort.bursts))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    try (InputStream said = java.start().getInputStream()) {
      return read(new String(said.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new RunnerException(e);
    }
  }

  private static double[] read(String said) throws RunnerException {
    double[] nanos = said.lines().mapToDouble(HopRounds::number).toArray();
    if (nanos.length != WAYS.size()) {
      throw new RunnerException("a measuring JVM failed: " + said);
    }
    return nanos;
  }

  private static double number(String line) {
    return Double.parseDouble(line.substring(line.indexOf(' ') + 1));
  }
}
