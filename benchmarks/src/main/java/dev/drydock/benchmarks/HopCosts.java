package dev.drydock.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What one frame from container to container costs by each driver: what our data path takes in
/// real time, which is measured, beside what the model says a real machine would take, which is
/// declared.
///
/// @param rows a row for each way that was measured from device to device
record HopCosts(List<Row> rows) {
  private static final String LINE = "%-19s %-45s | %8s | %8s %9s%n".replace("%n", "\n");

  HopCosts {
    rows = List.copyOf(rows);
  }

  /// One way.
  ///
  /// @param deviceNanos from device to device, measured: processor time, the least of all rounds
  /// @param declared what the model says, socket to socket
  record Row(HopWay way, double deviceNanos, HopPath.Declared declared) {}

  /// The rows that follow from a run.
  static HopCosts of(Results results) {
    List<Row> rows = new ArrayList<>();
    for (HopWay way : HopWay.values()) {
      double device = deviceNanos(results, way);
      if (!Double.isNaN(device)) {
        rows.add(new Row(way, device, new HopPath(way).declared()));
      }
    }
    return new HopCosts(rows);
  }

  /// What a frame takes from device to device; NaN when it was not measured.
  static double deviceNanos(Results results, HopWay way) {
    return results.cpuNanos(HopRounds.NAME, parameters(way));
  }

  /// The parameters of a measurement, as [Measurement#parameterText()].
  static String parameters(HopWay way) {
    return "way=" + way.key();
  }

  /// The table, and where its figures are from.
  String table(Surroundings where) {
    StringBuilder text = new StringBuilder();
    text.append("One frame of 60 bytes from container to container, by driver\n\n");
    text.append(line("", "", "measured", "declared", "virtual"));
    text.append(line("driver", "between", "ns", "us", "packets/s"));
    for (Row row : rows) {
      text.append(
          line(
              row.way().title(),
              row.way().what(),
              number(row.deviceNanos()),
              String.format(Locale.ROOT, "%.2f", row.declared().latencyNanos() / 1000.0),
              Long.toString(Math.round(row.declared().packetsPerSecond()))));
    }
    text.append('\n');
    sources(where).forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private static String line(String... cells) {
    return String.format(Locale.ROOT, LINE, (Object[]) cells);
  }

  static String number(double nanos) {
    return String.format(Locale.ROOT, nanos < 100 ? "%.1f" : "%.0f", nanos);
  }

  /// Where the figures are from.
  static List<String> sources(Surroundings where) {
    return List.of(
        "measured: the emulator's own work from the sender's device to the receiver's,",
        "  processor time, all ways in turn, the middle one of several JVMs, " + where,
        "declared: what the model says a Linux host takes, from socket to socket: latency, and",
        "  packets a second when sent at once; its costs were measured on Linux 6.18 with",
        "  network namespaces (docs/performance.md), ipvlan as macvlan, lo as veth;",
        "  the cable takes 5 us");
  }
}
