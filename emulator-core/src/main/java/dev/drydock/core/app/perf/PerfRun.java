package dev.drydock.core.app.perf;

import dev.drydock.core.device.Softnet;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamInfo;
import java.util.ArrayList;
import java.util.List;

/// One side of a test while it goes: sends as fast as it may, or counts what comes, and reports at
/// intervals (iperf3 `iperf_send`, `iperf_check_throttle`, `iperf_stats_callback`).
final class PerfRun {
  /// `pacing_timer`.
  private static final long PACING_NANOS = 1_000_000L;

  /// From one call of a program to its next. A guess.
  private static final long CALL_NANOS = 1_000;

  private static final double NANOS = 1e-9;

  /// An interval shorter than this part of a whole one is told only when something came in it.
  private static final double SHORTEST = 0.1;

  /// What may be set on one side alone.
  ///
  /// @param isSender whether this side sends
  /// @param intervalNanos from report to report; 0 for one at the end
  record Side(boolean isSender, long intervalNanos, PerfReporter reporter) {}

  private final Softnet softnet;
  private final EventLoop loop;
  private final PerfParameters parameters;
  private final Side side;
  private final byte[] block;
  private final List<PerfStream> streams = new ArrayList<>();
  private final List<Integer> sockets = new ArrayList<>();
  private final Event interval = new Interval();
  private final Event pacing = new Pacing();
  private Runnable enough = () -> {};
  private long startNanos;
  private long reportedNanos;
  private long endNanos;
  private boolean running;
  private boolean toldEnough;

  PerfRun(Softnet softnet, RandomStream random, PerfParameters parameters, Side side) {
    this.softnet = softnet;
    this.loop = softnet.loop();
    this.parameters = parameters;
    this.side = side;
    this.block = new byte[parameters.blockBytes()];
    for (int i = 0; i < block.length; i++) {
      block[i] = (byte) random.nextInt();
    }
  }

  /// Says who is told when all that was asked for is sent or has come.
  void whenEnough(Runnable told) {
    enough = told;
  }

  byte[] block() {
    return block;
  }

  long nowNanos() {
    return loop.nowNanos();
  }

  boolean isRunning() {
    return running;
  }

  PerfParameters parameters() {
    return parameters;
  }

  void add(PerfStream stream, int socket) {
    streams.add(stream);
    sockets.add(socket);
  }

  int streamCount() {
    return streams.size();
  }

  /// The test begins: time counts from now.
  void begin() {
    startNanos = loop.nowNanos();
    reportedNanos = startNanos;
    side.reporter.started(parameters);
    armInterval();
    running = true;
    for (int i = 0; i < streams.size(); i++) {
      streams.get(i).begin();
    }
  }

  /// Whether what comes counts no more.
  boolean hasEnded() {
    return endNanos > 0;
  }

  /// Begins to send.
  void send() {
    if (!side.isSender) {
      return;
    }
    if (isPaced()) {
      loop.schedule(pacing, loop.nowNanos());
    } else {
      for (int i = 0; i < streams.size(); i++) {
        pump(streams.get(i));
      }
    }
  }

  /// Whether blocks leave by the clock: at a rate, or as datagrams, for which nothing waits.
  private boolean isPaced() {
    return parameters.bitsPerSecond() > 0 || parameters.udp();
  }

  /// A connection has room again.
  void roomy(PerfStream stream) {
    if (!isPaced()) {
      pump(stream);
    }
  }

  private void pump(PerfStream stream) {
    while (running && !isEnough() && stream.sendBlock()) {
      // Each block is one step.
    }
    tellEnough();
  }

  private final class Pacing extends Event {
    @Override
    protected void fire() {
      for (int i = 0; i < streams.size(); i++) {
        pace(streams.get(i));
      }
      tellEnough();
      if (running) {
        boolean free = parameters.bitsPerSecond() == 0;
        long next = free ? softnet.readyNanos() + CALL_NANOS : loop.nowNanos() + PACING_NANOS;
        loop.schedule(this, next);
      }
    }
  }

  private void pace(PerfStream stream) {
    double seconds = (loop.nowNanos() - startNanos) * NANOS;
    long rate = parameters.bitsPerSecond();
    boolean more = running && !isEnough() && isGreen(stream, seconds, rate);
    while (more) {
      more = stream.sendBlock() && rate > 0 && !isEnough() && isGreen(stream, seconds, rate);
    }
  }

  private static boolean isGreen(PerfStream stream, double seconds, long rate) {
    long bytes = stream.counts().bytes;
    return rate == 0 || bytes == 0 || bytes * 8 < rate * seconds;
  }

  /// Something came.
  void received() {
    if (running && !side.isSender) {
      tellEnough();
    }
  }

  private void tellEnough() {
    if (running && !toldEnough && isEnough()) {
      toldEnough = true;
      enough.run();
    }
  }

  private boolean isEnough() {
    if (parameters.bytes() == 0 && parameters.blocks() == 0) {
      return false;
    }
    long bytes = 0;
    long blocks = 0;
    for (int i = 0; i < streams.size(); i++) {
      bytes += streams.get(i).counts().bytes;
      blocks += streams.get(i).counts().packets;
    }
    boolean all = parameters.bytes() > 0 && bytes >= parameters.bytes();
    return all || (parameters.blocks() > 0 && blocks >= parameters.blocks());
  }

  private void armInterval() {
    if (side.intervalNanos > 0) {
      loop.schedule(interval, loop.nowNanos() + side.intervalNanos);
    }
  }

  private final class Interval extends Event {
    @Override
    protected void fire() {
      report();
      armInterval();
    }
  }

  private void report() {
    double start = (reportedNanos - startNanos) * NANOS;
    double end = (loop.nowNanos() - startNanos) * NANOS;
    reportedNanos = loop.nowNanos();
    List<PerfInterval> all = new ArrayList<>();
    boolean counts = end - start >= SHORTEST * side.intervalNanos * NANOS && end > start;
    for (int i = 0; i < streams.size(); i++) {
      PerfInterval one = interval(i, start, end);
      counts |= one.bytes() > 0;
      all.add(one);
    }
    if (counts) {
      side.reporter.interval(all);
    }
  }

  private PerfInterval interval(int index, double start, double end) {
    PerfCounts counts = streams.get(index).counts();
    StreamInfo info = streams.get(index).info();
    PerfInterval one =
        new PerfInterval(
            sockets.get(index),
            start,
            end,
            counts.bytes - counts.reportedBytes,
            info.retransmits() - counts.reportedRetransmits,
            (long) info.cwndSegments() * info.mssBytes(),
            info.windowBytes(),
            info.rttMicros(),
            info.rttVariationMicros(),
            info.pathMtuBytes(),
            counts.packets - counts.reportedPackets,
            counts.lost - counts.reportedLost,
            counts.jitterSeconds * 1e3,
            side.isSender);
    counts.reportedBytes = counts.bytes;
    counts.reportedPackets = counts.packets;
    counts.reportedLost = counts.lost;
    counts.reportedRetransmits = info.retransmits();
    return one;
  }

  /// The test is over: nothing more is sent or counted.
  void end() {
    if (running) {
      running = false;
      endNanos = loop.nowNanos();
      loop.cancel(interval);
      loop.cancel(pacing);
      report();
    }
  }

  /// This side's view of each stream.
  List<PerfTotal> totals() {
    List<PerfTotal> all = new ArrayList<>();
    for (PerfStream stream : streams) {
      PerfCounts counts = stream.counts();
      boolean knows = side.isSender && !parameters.udp();
      all.add(
          new PerfTotal(
              (endNanos - startNanos) * NANOS,
              counts.bytes,
              knows ? stream.info().retransmits() : parameters.udp() ? 0 : -1,
              parameters.udp() ? counts.packets : 0,
              counts.lost,
              counts.jitterSeconds * 1e3));
    }
    return all;
  }

  /// What this side tells the other (`send_results`).
  String resultsJson(String congestionControl) {
    StringBuilder json = new StringBuilder(256);
    json.append("{\"cpu_util_total\":0,\"cpu_util_user\":0,\"cpu_util_system\":0");
    boolean knows = side.isSender && !parameters.udp();
    String has = knows ? "1" : parameters.udp() ? "0" : "18446744073709551615";
    json.append(",\"sender_has_retransmits\":").append(has);
    if (!parameters.udp()) {
      json.append(",\"congestion_used\":\"").append(congestionControl).append('"');
    }
    json.append(",\"streams\":[");
    List<PerfTotal> totals = totals();
    for (int i = 0; i < totals.size(); i++) {
      json.append(i == 0 ? "" : ",").append(totals.get(i).toJson(i == 0 ? 1 : i + 2));
    }
    return json.append("]}").toString();
  }

  /// Reports what came of the test.
  ///
  /// @param other the other side's results as it sent them
  void finish(String other) {
    List<PerfTotal> others = new ArrayList<>();
    int at = other.indexOf("{\"id\":");
    while (at >= 0 && others.size() < streams.size()) {
      int end = other.indexOf('}', at);
      others.add(PerfTotal.parse(other.substring(at, end < 0 ? other.length() : end)));
      at = end < 0 ? -1 : other.indexOf("{\"id\":", end);
    }
    List<PerfTotal> own = totals();
    side.reporter.finished(
        new PerfResults(
            parameters, sockets, side.isSender ? own : others, side.isSender ? others : own));
  }

  void close() {
    running = false;
    loop.cancel(interval);
    loop.cancel(pacing);
    for (PerfStream stream : streams) {
      stream.close();
    }
  }

  /// A connection of the test broke, which the control connection notices too.
  void broken(SocketError error) {
    if (running) {
      side.reporter.failed("unable to write to stream socket: " + error.text());
      end();
    }
  }
}
