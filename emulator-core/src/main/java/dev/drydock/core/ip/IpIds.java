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

  // What was asked for last, its bucket, and when the tick of that time ends.
  private long lastAddresses;
  private int lastProtocol;
  private int lastBucket;
  private long tickEndNanos;

  IpIds(EventLoop loop, RandomStream random) {
    this.loop = loop;
    this.random = random;
    this.secret = random.nextInt();
  }

  /// The next identification, 0 to 65535.
  int next(int source, int destination, int protocol) {
    long addresses = ((long) source << 32) | (destination & 0xffff_ffffL);
    boolean isSame = addresses == lastAddresses && protocol == lastProtocol;
    if (isSame && loop.nowNanos() < tickEndNanos) {
      return ++counters[lastBucket] & 0xffff;
    }
    lastAddresses = addresses;
    lastProtocol = protocol;
    lastBucket = bucket(source, destination, protocol);
    jump(lastBucket);
    return ++counters[lastBucket] & 0xffff;
  }

  private int bucket(int source, int destination, int protocol) {
    long mixed = ((long) source * 0x9E3779B1L) ^ ((long) destination * 0x85EBCA77L) ^ secret;
    return (int) (((mixed + protocol) * 0x9E3779B97F4A7C15L) >>> 53);
  }

  /// Moves a counter on for the ticks in which it was not used.
  private void jump(int bucket) {
    long ticks = loop.nowNanos() / Jiffies.TICK_NANOS;
    tickEndNanos = (ticks + 1) * Jiffies.TICK_NANOS;
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
  }
}
