package dev.drydock.core.ip;

import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Jiffies;
import dev.drydock.core.sim.RandomStream;

/// Identifications of packets that belong to no connection (Linux `ip_idents_reserve`): a counter
/// for each bucket of (source, destination, protocol), which starts anywhere and, beside counting,
/// jumps by a random number of at most the ticks gone by since it was last used.
final class IpIds {
  private static final int BUCKETS = 2048; // IP_IDENTS_SZ

  private static final int[] NO_COUNTERS = {};
  private static final long[] NO_TICKS = {};

  private final EventLoop loop;
  private final RandomStream random;
  private final int secret;

  /// Made when the first packet is sent: most namespaces of a large lab never send one.
  private int[] counters = NO_COUNTERS;

  private long[] usedTicks = NO_TICKS;

  IpIds(EventLoop loop, RandomStream random) {
    this.loop = loop;
    this.random = random;
    this.secret = random.nextInt();
  }

  /// The next identification, 0 to 65535.
  int next(int source, int destination, int protocol) {
    long mixed = ((long) source * 0x9E3779B1L) ^ ((long) destination * 0x85EBCA77L) ^ secret;
    int bucket = (int) (((mixed + protocol) * 0x9E3779B97F4A7C15L) >>> 53);
    long ticks = loop.nowNanos() / Jiffies.TICK_NANOS;
    if (counters.length == 0) {
      counters = new int[BUCKETS];
      usedTicks = new long[BUCKETS];
    }
    if (usedTicks[bucket] == 0) {
      counters[bucket] = random.nextInt();
    } else if (ticks > usedTicks[bucket]) {
      counters[bucket] += random.nextInt((int) Math.min(1 << 16, ticks - usedTicks[bucket]));
    }
    usedTicks[bucket] = Math.max(1, ticks);
    return ++counters[bucket] & 0xffff;
  }
}
