package dev.drydock.core.ip.route;

import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Ipv6Address;
import it.unimi.dsi.fastutil.longs.Long2ObjectLinkedOpenHashMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a namespace has learned of single destinations over IPv6: the MTU of the path, for ten
/// minutes, from "packet too big" (RFC 8201), and a better next hop from redirects (Linux
/// `rt6_do_update_pmtu`, `rt6_do_redirect`, `struct rt6_exception`).
public final class Ipv6Exceptions {
  /// `net.ipv6.route.mtu_expires`.
  static final long MTU_NANOS = 600_000_000_000L;

  /// `FIB6_MAX_DEPTH` exceptions in each of 1024 buckets.
  private static final int EXCEPTIONS_MAX = 1024 * 5;

  private final EventLoop loop;
  private @Nullable Long2ObjectLinkedOpenHashMap<Learned> byDestination;

  public Ipv6Exceptions(EventLoop loop) {
    this.loop = loop;
  }

  /// What is known of one destination. Two whose hashes are equal share a place: the newer stays.
  public static final class Learned {
    private final long high;
    private final long low;

    private int mtuBytes;
    private long expiresNanos = Long.MAX_VALUE;
    private @Nullable Ipv6Address gateway;

    private Learned(long high, long low) {
      this.high = high;
      this.low = low;
    }

    /// The destination.
    public Ipv6Address destination() {
      return new Ipv6Address(high, low);
    }

    /// The better next hop; null for none.
    public @Nullable Ipv6Address gateway() {
      return gateway;
    }

    /// The MTU of the path; 0 for nothing learned.
    public int mtuBytes() {
      return mtuBytes;
    }

    /// Until when it holds.
    public long expiresNanos() {
      return expiresNanos;
    }
  }

  private static long hash(long high, long low) {
    return (high * 0x9E3779B97F4A7C15L) ^ (low * 0xC2B2AE3D27D4EB4FL);
  }

  /// What is known of a destination; null for nothing that still holds.
  public @Nullable Learned find(long high, long low) {
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
  public void learnMtu(long high, long low, int mtu, int known) {
    int believed = Math.max(mtu, Ipv6.MTU_BYTES_MIN);
    if (believed < known) {
      Learned learned = findOrMake(high, low);
      learned.mtuBytes = believed;
      learned.expiresNanos = loop.nowNanos() + MTU_NANOS;
    }
  }

  /// A router told of a better next hop.
  public void learnGateway(Ipv6Address destination, Ipv6Address gateway) {
    findOrMake(destination.high(), destination.low()).gateway = gateway;
  }

  private Learned findOrMake(long high, long low) {
    Learned found = find(high, low);
    if (found != null) {
      return found;
    }
    if (byDestination == null) {
      byDestination = new Long2ObjectLinkedOpenHashMap<>();
    }
    if (byDestination.size() == EXCEPTIONS_MAX) {
      byDestination.removeFirst();
    }
    Learned learned = new Learned(high, low);
    byDestination.put(hash(high, low), learned);
    return learned;
  }

  /// Everything that still holds, oldest first.
  public List<Learned> all() {
    List<Learned> all = new ArrayList<>();
    if (byDestination != null) {
      for (Learned learned : byDestination.values()) {
        if (learned.expiresNanos > loop.nowNanos()) {
          all.add(learned);
        }
      }
    }
    return all;
  }

  /// Forgets everything: `ip -6 route flush cache`.
  public void clear() {
    byDestination = null;
  }
}
