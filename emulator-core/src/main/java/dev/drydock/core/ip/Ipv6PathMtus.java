package dev.drydock.core.ip;

import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.wire.Ipv6;
import it.unimi.dsi.fastutil.longs.Long2ObjectLinkedOpenHashMap;
import org.jspecify.annotations.Nullable;

/// What a namespace has learned of paths over IPv6 from "packet too big" (RFC 8201; Linux
/// `rt6_do_update_pmtu`, `struct rt6_exception`): destination -> MTU, for ten minutes.
final class Ipv6PathMtus {
  /// `net.ipv6.route.mtu_expires`.
  static final long MTU_NANOS = 600_000_000_000L;

  /// `FIB6_MAX_DEPTH` exceptions in each of 1024 buckets.
  private static final int EXCEPTIONS_MAX = 1024 * 5;

  private final EventLoop loop;
  private @Nullable Long2ObjectLinkedOpenHashMap<Learned> byDestination;

  Ipv6PathMtus(EventLoop loop) {
    this.loop = loop;
  }

  /// What is known of one destination. Two whose hashes are equal share a place: the newer stays.
  static final class Learned {
    private final long high;
    private final long low;
    int mtuBytes;
    long expiresNanos;

    private Learned(long high, long low) {
      this.high = high;
      this.low = low;
    }
  }

  private static long hash(long high, long low) {
    return (high * 0x9E3779B97F4A7C15L) ^ (low * 0xC2B2AE3D27D4EB4FL);
  }

  /// What is known of a destination; null for nothing that still holds.
  @Nullable Learned find(long high, long low) {
    if (byDestination == null) {
      return null;
    }
    Learned learned = byDestination.get(hash(high, low));
    boolean holds =
        learned != null
            && learned.high == high
            && learned.low == low
            && learned.expiresNanos > loop.nowNanos();
    return holds ? learned : null;
  }

  /// A router could not pass a packet of more than `mtu` bytes.
  ///
  /// @param known what was believed until now
  void learn(long high, long low, int mtu, int known) {
    int believed = Math.max(mtu, Ipv6.MTU_BYTES_MIN);
    if (believed >= known) {
      return;
    }
    if (byDestination == null) {
      byDestination = new Long2ObjectLinkedOpenHashMap<>();
    }
    if (byDestination.size() == EXCEPTIONS_MAX) {
      byDestination.removeFirst();
    }
    Learned learned = new Learned(high, low);
    learned.mtuBytes = believed;
    learned.expiresNanos = loop.nowNanos() + MTU_NANOS;
    byDestination.put(hash(high, low), learned);
  }

  /// Forgets everything: `ip -6 route flush cache`.
  void clear() {
    byDestination = null;
  }
}
