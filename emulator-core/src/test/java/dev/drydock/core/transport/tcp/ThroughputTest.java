package dev.drydock.core.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/// How well a stream uses its way, in virtual time. The figures are printed.
class ThroughputTest {
  private static final long GIGABIT = 1_000_000_000L;
  private static final long MILLISECOND = 1_000_000L;

  private static void print(String what, double share) {
    System.out.println(String.format(Locale.ROOT, "%s: %.1f %% of the wire", what, share * 100));
  }

  /// The part of the wire that new bytes took.
  private static double share(long bytes, double seconds, long rate) {
    return bytes * 8 / seconds / rate * WireRun.WIRE_BYTES / WireRun.DATA_BYTES;
  }

  /// @param wire with its queue set
  private static double steadyShare(WireRun wire, double warmUpSeconds, String what) {
    long all = 1_000_000_000L;
    Counter counter = wire.download(all);
    wire.net.run(warmUpSeconds);
    long before = counter.bytes;
    double from = wire.seconds();
    while (counter.bytes < all && wire.seconds() < 30) {
      wire.net.run(0.01);
    }
    assertEquals(all, counter.bytes);
    double share = share(all - before, wire.seconds() - from, wire.there.rateBitsPerSecond);
    print(
        what + String.format(Locale.ROOT, " (%.2f s, %d lost)", wire.seconds(), wire.there.lost),
        share);
    return share;
  }

  @Test
  void a_gigabyte_fills_a_gigabit_with_a_round_trip_of_20_ms_after_slow_start() {
    WireRun wire = new WireRun(1, GIGABIT, 20 * MILLISECOND);
    wire.there.queueBytes = 1000 * 1514;
    double share = steadyShare(wire, 0.5, "1 GB, 1 Gbit/s, 20 ms, own queue of 1000");

    assertTrue(share >= 0.95, "share " + share);
    assertEquals(0, wire.there.lost);
  }

  /// Nothing is lost but what the queue refuses, and that is sent again at once.
  @Test
  void a_short_queue_of_ones_own_is_not_overrun() {
    WireRun wire = new WireRun(1, GIGABIT, 20 * MILLISECOND);
    wire.there.queueBytes = 250 * 1514;
    double share = steadyShare(wire, 0.5, "1 GB, 1 Gbit/s, 20 ms, own queue of 250");

    assertTrue(share >= 0.95, "share " + share);
  }

  @Test
  void a_steady_stream_allocates_nothing() {
    double bytes = new TwoEnds().allocatedPerSegment(2, 0.5);

    assertTrue(bytes < 1, bytes + " B allocated a segment");
  }
}
