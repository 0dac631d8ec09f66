package dev.drydock.benchmarks;

import dev.drydock.benchmarks.Measurement.Score;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/// Many containers at once: half of them send ten datagrams each to the other half, by turns, so
/// that hardly anything a datagram needs is in the processor's cache. What an event of the loop
/// takes, in processor time.
final class ManyHosts {
  static final String NAME = "Datagram.event";

  /// As many as the goal says.
  static final int MANY = 100_000;

  /// As many as a quick run has time for.
  static final int FEW = 1000;

  private static final int DATAGRAMS = 10;
  private static final int PAYLOAD_BYTES = 18;

  /// The JIT has seen the path before.
  private static final int PAIRS_TO_WARM = 100;

  private static final int BURSTS_TO_WARM = 5000;

  private ManyHosts() {}

  /// The parameters of a measurement, as [Measurement#parameterText()].
  static String parameters(int hosts) {
    return "hosts=" + hosts;
  }

  static Measurement measure(int hosts) {
    DatagramPath few = new DatagramPath(PAIRS_TO_WARM, PAYLOAD_BYTES);
    for (int i = 0; i < Integer.getInteger(TwoHosts.ROUNDS_PROPERTY, BURSTS_TO_WARM); i++) {
      few.burst();
    }
    DatagramPath path = new DatagramPath(hosts / 2, PAYLOAD_BYTES);
    long due = path.received() + ((long) DATAGRAMS * hosts / 2);
    long before = path.events();
    long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    while (path.received() < due) {
      path.burst();
    }
    long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
    double each = (double) spent / (path.events() - before);
    return new Measurement(
        NAME,
        new TreeMap<>(Map.of("hosts", Integer.toString(hosts))),
        Score.nanos(each, Double.NaN, each),
        Double.NaN);
  }
}
