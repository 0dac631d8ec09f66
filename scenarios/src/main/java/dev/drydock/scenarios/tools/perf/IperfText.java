package dev.drydock.scenarios.tools.perf;

import dev.drydock.core.app.perf.PerfInterval;
import dev.drydock.core.app.perf.PerfParameters;
import dev.drydock.core.app.perf.PerfReporter;
import dev.drydock.core.app.perf.PerfResults;
import dev.drydock.core.app.perf.PerfTotal;
import dev.drydock.core.transport.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// What `iperf3` prints for people (iperf3 `iperf_locale.c`, `iperf_print_intermediate`,
/// `iperf_print_results`; outputs of 3.12).
final class IperfText implements PerfReporter {
  private static final String HEADER = "[ ID] Interval           Transfer     Bitrate";
  private static final String SEPARATOR = "- - - - - - - - - - - - - - - - - - - - - - - - -";
  private static final String SENDER = "sender";
  private static final String RECEIVER = "receiver";

  private final Consumer<String> out;
  private final Consumer<String> err;
  private final char format;

  /// The client says whose server it is of, and prints both sides' results.
  private final boolean isClient;

  private boolean anyInterval;
  private boolean failed;
  private PerfParameters parameters = new PerfParameters(false, 0, 0, 0, 1, 1, false, 0, false);

  IperfText(Consumer<String> out, Consumer<String> err, boolean isClient, char format) {
    this.out = out;
    this.err = err;
    this.isClient = isClient;
    this.format = format;
  }

  /// Whether something went wrong.
  boolean hasFailed() {
    return failed;
  }

  @Override
  public void accepted(SocketAddress client) {
    anyInterval = false;
    out.accept("Accepted connection from " + client.address() + ", port " + client.port());
  }

  @Override
  public void connected(int socket, SocketAddress local, SocketAddress remote) {
    out.accept(
        String.format(
            Locale.ROOT,
            "[%3d] local %s port %d connected to %s port %d",
            socket,
            local.address(),
            local.port(),
            remote.address(),
            remote.port()));
  }

  @Override
  public void started(PerfParameters started) {
    parameters = started;
  }

  @Override
  public void interval(List<PerfInterval> streams) {
    boolean many = streams.size() > 1;
    if (!anyInterval) {
      out.accept(HEADER + columns(streams.getFirst().isSender()));
    } else if (many) {
      out.accept(SEPARATOR);
    }
    anyInterval = true;
    for (PerfInterval one : streams) {
      out.accept(id(one.socket()) + line(one));
    }
    if (many) {
      out.accept("[SUM]" + sum(streams));
    }
  }

  private String columns(boolean isSender) {
    if (parameters.udp()) {
      return isSender ? "         Total Datagrams" : "         Jitter    Lost/Total Datagrams";
    }
    return isSender ? "         Retr  Cwnd" : "";
  }

  private static String id(int socket) {
    return String.format(Locale.ROOT, "[%3d]", socket);
  }

  private String rates(double from, double to, long bytes, double bitsPerSecond) {
    return String.format(
        Locale.ROOT,
        " %6.2f-%-6.2f sec  %s  %s/sec",
        from,
        to,
        IperfUnits.bytes(bytes),
        IperfUnits.rate(bitsPerSecond, format));
  }

  private String line(PerfInterval one) {
    String rates = rates(one.startSeconds(), one.endSeconds(), one.bytes(), one.bitsPerSecond());
    if (parameters.udp()) {
      return one.isSender()
          ? rates + "  " + one.packets() + "  "
          : rates + lost(one.jitterMillis(), one.lost(), one.packets()) + "  ";
    }
    return one.isSender()
        ? rates
            + String.format(
                Locale.ROOT,
                "  %3d   %s       ",
                one.retransmits(),
                IperfUnits.bytes(one.cwndBytes()))
        : rates + "                  ";
  }

  private static String lost(double jitterMillis, long lost, long packets) {
    double percent = packets > 0 ? 100.0 * lost / packets : 0;
    return String.format(
        Locale.ROOT,
        "  %5.3f ms  %d/%d (%s%%)",
        jitterMillis,
        lost,
        packets,
        IperfUnits.twoDigits(percent));
  }

  private String sum(List<PerfInterval> streams) {
    PerfInterval first = streams.getFirst();
    long bytes = streams.stream().mapToLong(PerfInterval::bytes).sum();
    double seconds = first.endSeconds() - first.startSeconds();
    double rate = seconds > 0 ? bytes * 8 / seconds : 0;
    String rates = rates(first.startSeconds(), first.endSeconds(), bytes, rate);
    long packets = streams.stream().mapToLong(PerfInterval::packets).sum();
    if (parameters.udp()) {
      double jitter = streams.stream().mapToDouble(PerfInterval::jitterMillis).average().orElse(0);
      long lost = streams.stream().mapToLong(PerfInterval::lost).sum();
      return first.isSender()
          ? rates + "  " + packets + "  "
          : rates + lost(jitter, lost, packets) + "  ";
    }
    long again = streams.stream().mapToLong(PerfInterval::retransmits).sum();
    return first.isSender()
        ? rates + String.format(Locale.ROOT, "  %3d             ", again)
        : rates + "                  ";
  }

  @Override
  public void finished(PerfResults results) {
    boolean both = isClient;
    boolean sends = parameters.isReverse() != isClient;
    boolean streamsAgain = !parameters.udp() && (both || sends);
    String columns = parameters.udp() ? columns(false) : streamsAgain ? "         Retr" : "";
    out.accept(SEPARATOR);
    out.accept(HEADER + columns);
    for (int i = 0; i < results.sockets().size(); i++) {
      String id = id(results.sockets().get(i));
      if ((both || sends) && i < results.sent().size()) {
        out.accept(id + total(results.sent().get(i), SENDER));
      }
      if ((both || !sends) && i < results.received().size()) {
        out.accept(id + total(results.received().get(i), RECEIVER));
      }
    }
    if (results.sockets().size() > 1) {
      if (both || sends) {
        out.accept("[SUM]" + total(sumOf(results.sent()), SENDER));
      }
      if (both || !sends) {
        out.accept("[SUM]" + total(sumOf(results.received()), RECEIVER));
      }
    }
    if (isClient) {
      out.accept("");
      out.accept("iperf Done.");
    }
  }

  private static PerfTotal sumOf(List<PerfTotal> all) {
    return new PerfTotal(
        all.stream().mapToDouble(PerfTotal::seconds).max().orElse(0),
        all.stream().mapToLong(PerfTotal::bytes).sum(),
        all.stream().mapToLong(PerfTotal::retransmits).sum(),
        all.stream().mapToLong(PerfTotal::packets).sum(),
        all.stream().mapToLong(PerfTotal::lost).sum(),
        all.stream().mapToDouble(PerfTotal::jitterMillis).average().orElse(0));
  }

  private String total(PerfTotal total, String who) {
    String rates = rates(0, total.seconds(), total.bytes(), total.bitsPerSecond());
    if (parameters.udp()) {
      boolean sent = who.equals(SENDER);
      return rates
          + lost(sent ? 0 : total.jitterMillis(), sent ? 0 : total.lost(), total.packets())
          + "  "
          + who;
    }
    return who.equals(SENDER) && total.retransmits() >= 0
        ? rates + String.format(Locale.ROOT, "  %3d             %s", total.retransmits(), who)
        : rates + "                  " + who;
  }

  @Override
  public void failed(String why) {
    failed = true;
    boolean ended = why.startsWith("interrupt") || why.startsWith("the client");
    err.accept(ended ? "iperf3: " + why : "iperf3: error - " + why);
  }
}
