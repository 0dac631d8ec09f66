package dev.drydock.scenarios.tools.perf;

import dev.drydock.core.app.perf.PerfClient;
import dev.drydock.core.app.perf.PerfInterval;
import dev.drydock.core.app.perf.PerfParameters;
import dev.drydock.core.app.perf.PerfReporter;
import dev.drydock.core.app.perf.PerfResults;
import dev.drydock.core.app.perf.PerfTotal;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.transport.SocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the client prints with `-J`, in the order of iperf 3.12.
final class IperfJson implements PerfReporter {
  /// 2026-01-01T00:00:00Z, at which every run begins.
  private static final long EPOCH_SECONDS = 1_767_225_600L;

  private final String host;
  private final SocketAddress server;
  private final List<Object> connected = new ArrayList<>();
  private final List<List<PerfInterval>> intervals = new ArrayList<>();
  private @Nullable PerfParameters parameters;
  private @Nullable PerfResults results;
  private String failure = "";

  IperfJson(String host, SocketAddress server) {
    this.host = host;
    this.server = server;
  }

  boolean hasFailed() {
    return !failure.isEmpty();
  }

  @Override
  public void connected(int socket, SocketAddress local, SocketAddress remote) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("socket", socket);
    entry.put("local_host", local.address().toString());
    entry.put("local_port", local.port());
    entry.put("remote_host", remote.address().toString());
    entry.put("remote_port", remote.port());
    connected.add(entry);
  }

  @Override
  public void started(PerfParameters started) {
    parameters = started;
  }

  @Override
  public void interval(List<PerfInterval> streams) {
    intervals.add(streams);
  }

  @Override
  public void finished(PerfResults finished) {
    results = finished;
  }

  @Override
  public void failed(String why) {
    failure = why;
  }

  /// The text of a client that did not come to a test.
  static String failure(String why) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("start", Map.of());
    root.put("intervals", List.of());
    root.put("end", Map.of());
    root.put("error", "error - " + why);
    return CJson.of(root);
  }

  String text(PerfClient client, long nowNanos) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("start", start(client, nowNanos));
    root.put("intervals", intervals.stream().map(IperfJson::entry).toList());
    PerfResults came = results;
    root.put("end", came == null ? Map.of() : end(came));
    if (!failure.isEmpty()) {
      root.put("error", "error - " + failure);
    }
    return CJson.of(root);
  }

  private Map<String, Object> start(PerfClient client, long nowNanos) {
    Map<String, Object> start = new LinkedHashMap<>();
    start.put("connected", connected);
    start.put("version", "iperf 3.12");
    Map<String, Object> stamp = new LinkedHashMap<>();
    stamp.put("timesecs", EPOCH_SECONDS + (nowNanos / Nanos.SECOND));
    start.put("timestamp", stamp);
    Map<String, Object> to = new LinkedHashMap<>();
    to.put("host", host);
    to.put("port", server.port());
    start.put("connecting_to", to);
    start.put("cookie", client.cookie());
    PerfParameters p = parameters;
    if (p == null) {
      return start;
    }
    if (!p.udp()) {
      start.put("tcp_mss_default", client.mssBytes());
    }
    start.put("target_bitrate", p.bitsPerSecond());
    Map<String, Object> test = new LinkedHashMap<>();
    test.put("protocol", p.udp() ? "UDP" : "TCP");
    test.put("num_streams", p.streams());
    test.put("blksize", p.blockBytes());
    test.put("omit", 0);
    test.put("duration", p.seconds());
    test.put("bytes", p.bytes());
    test.put("blocks", p.blocks());
    test.put("reverse", p.isReverse() ? 1 : 0);
    test.put("tos", 0);
    test.put("target_bitrate", p.bitsPerSecond());
    start.put("test_start", test);
    return start;
  }

  // ---- intervals -------------------------------------------------------------------------

  private static Map<String, Object> entry(List<PerfInterval> streams) {
    Map<String, Object> entry = new LinkedHashMap<>();
    List<Object> each = new ArrayList<>();
    for (PerfInterval one : streams) {
      each.add(stream(one));
    }
    entry.put("streams", each);
    entry.put("sum", sum(streams));
    return entry;
  }

  private static boolean isUdp(PerfInterval one) {
    return one.cwndBytes() == 0 && one.isSender();
  }

  private static Map<String, Object> stream(PerfInterval one) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("socket", one.socket());
    times(entry, one.startSeconds(), one.endSeconds(), one.bytes());
    if (one.isSender() && !isUdp(one)) {
      entry.put("retransmits", one.retransmits());
      entry.put("snd_cwnd", one.cwndBytes());
      entry.put("snd_wnd", one.windowBytes());
      entry.put("rtt", one.rttMicros());
      entry.put("rttvar", one.rttVariationMicros());
      entry.put("pmtu", one.pathMtuBytes());
    } else {
      datagrams(entry, one.isSender(), countsOf(List.of(one)));
    }
    entry.put("omitted", false);
    entry.put("sender", one.isSender());
    return entry;
  }

  private static void times(Map<String, Object> entry, double start, double end, long bytes) {
    entry.put("start", start);
    entry.put("end", end);
    entry.put("seconds", end - start);
    entry.put("bytes", bytes);
    entry.put("bits_per_second", end > start ? bytes * 8 / (end - start) : 0);
  }

  private static Map<String, Object> sum(List<PerfInterval> streams) {
    PerfInterval first = streams.getFirst();
    Map<String, Object> entry = new LinkedHashMap<>();
    long bytes = streams.stream().mapToLong(PerfInterval::bytes).sum();
    times(entry, first.startSeconds(), first.endSeconds(), bytes);
    if (first.isSender() && !isUdp(first)) {
      entry.put("retransmits", streams.stream().mapToLong(PerfInterval::retransmits).sum());
    } else {
      datagrams(entry, first.isSender(), countsOf(streams));
    }
    entry.put("omitted", false);
    entry.put("sender", first.isSender());
    return entry;
  }

  private static PerfTotal countsOf(List<PerfInterval> streams) {
    return new PerfTotal(
        0,
        0,
        -1,
        streams.stream().mapToLong(PerfInterval::packets).sum(),
        streams.stream().mapToLong(PerfInterval::lost).sum(),
        streams.stream().mapToDouble(PerfInterval::jitterMillis).average().orElse(0));
  }

  private static void datagrams(Map<String, Object> entry, boolean sender, PerfTotal all) {
    if (all.packets() == 0) {
      return;
    }
    if (!sender) {
      entry.put("jitter_ms", all.jitterMillis());
      entry.put("lost_packets", all.lost());
    }
    entry.put("packets", all.packets());
    if (!sender) {
      entry.put("lost_percent", 100.0 * all.lost() / all.packets());
    }
  }

  // ---- the end ---------------------------------------------------------------------------

  private Map<String, Object> end(PerfResults came) {
    Map<String, Object> end = new LinkedHashMap<>();
    List<Object> streams = new ArrayList<>();
    for (int i = 0; i < came.sockets().size(); i++) {
      Map<String, Object> entry = new LinkedHashMap<>();
      if (came.parameters().udp()) {
        entry.put("udp", ofStream(came, i, came.received()));
      } else {
        entry.put("sender", ofStream(came, i, came.sent()));
        entry.put("receiver", ofStream(came, i, came.received()));
      }
      streams.add(entry);
    }
    end.put("streams", streams);
    if (came.parameters().udp()) {
      end.put("sum", total(came.received(), came.parameters()));
    }
    end.put("sum_sent", total(came.sent(), came.parameters()));
    end.put("sum_received", total(came.received(), came.parameters()));
    return end;
  }

  private Map<String, Object> ofStream(PerfResults came, int index, List<PerfTotal> of) {
    Map<String, Object> entry = new LinkedHashMap<>();
    if (index >= of.size()) {
      return entry;
    }
    entry.put("socket", came.sockets().get(index));
    entry.putAll(total(of.subList(index, index + 1), came.parameters()));
    if (of == came.sent() && !came.parameters().udp()) {
      addMost(entry, index);
    }
    return entry;
  }

  /// The largest of what the intervals showed.
  private void addMost(Map<String, Object> entry, int index) {
    List<PerfInterval> all = intervals.stream().map(streams -> streams.get(index)).toList();
    if (all.isEmpty() || !all.getFirst().isSender()) {
      return;
    }
    entry.put("max_snd_cwnd", all.stream().mapToLong(PerfInterval::cwndBytes).max().orElse(0));
    entry.put("max_snd_wnd", all.stream().mapToLong(PerfInterval::windowBytes).max().orElse(0));
    entry.put("max_rtt", all.stream().mapToInt(PerfInterval::rttMicros).max().orElse(0));
    entry.put("min_rtt", all.stream().mapToInt(PerfInterval::rttMicros).min().orElse(0));
    entry.put(
        "mean_rtt", (long) all.stream().mapToInt(PerfInterval::rttMicros).average().orElse(0));
  }

  private static Map<String, Object> total(List<PerfTotal> all, PerfParameters parameters) {
    Map<String, Object> entry = new LinkedHashMap<>();
    double seconds = all.stream().mapToDouble(PerfTotal::seconds).max().orElse(0);
    long bytes = all.stream().mapToLong(PerfTotal::bytes).sum();
    times(entry, 0, seconds, bytes);
    if (parameters.udp()) {
      long packets = all.stream().mapToLong(PerfTotal::packets).sum();
      long lost = all.stream().mapToLong(PerfTotal::lost).sum();
      entry.put("jitter_ms", all.stream().mapToDouble(PerfTotal::jitterMillis).max().orElse(0));
      entry.put("lost_packets", lost);
      entry.put("packets", packets);
      entry.put("lost_percent", packets > 0 ? 100.0 * lost / packets : 0);
    } else {
      long again = all.stream().mapToLong(PerfTotal::retransmits).sum();
      if (again >= 0) {
        entry.put("retransmits", again);
      }
    }
    entry.put("sender", !parameters.isReverse());
    return entry;
  }
}
