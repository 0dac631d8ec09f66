package dev.drydock.core.ip;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.Ipv6Address;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The neighbours of a namespace: (device, address) -> entry, in order of creation. The times and
/// counts are the kernel's defaults for ARP and neighbour discovery (`arp_tbl`, `nd_tbl`). Empty
/// tables hold nothing.
public final class NeighbourTable {
  /// delay_first_probe_time, 5 s.
  static final long DELAY_FIRST_PROBE_NANOS = 5_000_000_000L;

  /// retrans_time, 1 s.
  static final long RETRANSMIT_NANOS = 1_000_000_000L;

  /// base_reachable_time, 30 s.
  static final long BASE_REACHABLE_NANOS = 30_000_000_000L;

  /// ucast_solicit.
  static final int UNICAST_SOLICITATIONS = 3;

  /// mcast_solicit.
  static final int BROADCAST_SOLICITATIONS = 3;

  /// unres_qlen_bytes.
  static final int QUEUE_BYTES_MAX = 212_992;

  /// gc_thresh3: the most entries there may be.
  static final int ENTRIES_MAX = 1024;

  /// Every 300 s a device's reachable time is drawn anew.
  private static final long REDRAW_NANOS = 300_000_000_000L;

  /// What the kernel counts for a small packet beside its bytes; a guess of `SKB_TRUESIZE`.
  private static final int FRAME_OVERHEAD_BYTES = 768;

  private static final long IPV4_MASK = 0xffff_ffffL;
  private static final @Nullable Neighbour[] NO_BUCKETS = {};
  private static final int BUCKETS_MIN = 8;

  private final EventLoop loop;
  private final NeighbourProtocol protocol;
  private final RandomStream random;
  private @Nullable Neighbour[] buckets = NO_BUCKETS;
  private @Nullable Neighbour oldest;
  private @Nullable Neighbour newest;
  private int size;
  private @Nullable Int2ObjectOpenHashMap<Reachable> reachable;

  NeighbourTable(EventLoop loop, NeighbourProtocol protocol, RandomStream random) {
    this.loop = loop;
    this.protocol = protocol;
    this.random = random;
  }

  private record Reachable(long nanos, long drawnAtNanos) {}

  EventLoop loop() {
    return loop;
  }

  NeighbourProtocol protocol() {
    return protocol;
  }

  static int truesize(Frame frame) {
    return frame.length() + FRAME_OVERHEAD_BYTES;
  }

  /// How long an entry of a device stays reachable: 15 to 45 s, drawn anew now and then
  /// (`neigh_rand_reach_time`).
  long reachableNanos(NetDevice device) {
    if (reachable == null) {
      reachable = new Int2ObjectOpenHashMap<>(2);
    }
    Reachable drawn = reachable.get(device.index());
    if (drawn == null || loop.nowNanos() - drawn.drawnAtNanos > REDRAW_NANOS) {
      long nanos = (BASE_REACHABLE_NANOS / 2) + random.nextLong(BASE_REACHABLE_NANOS);
      drawn = new Reachable(nanos, loop.nowNanos());
      reachable.put(device.index(), drawn);
    }
    return drawn.nanos;
  }

  /// The entry, made when there is none.
  ///
  /// @return null when the table is full of entries in use
  @Nullable Neighbour lookupOrCreate(NetDevice device, int address) {
    return lookupOrCreate(device, 0, address & IPV4_MASK);
  }

  /// The entry, made when there is none.
  ///
  /// @param high the first half of an IPv6 address
  /// @param low its second half
  /// @return null when the table is full of entries in use
  @Nullable Neighbour lookupOrCreate(NetDevice device, long high, long low) {
    Neighbour neighbour = lookup(device, high, low);
    if (neighbour != null) {
      return neighbour;
    }
    if (size >= ENTRIES_MAX && !evict()) {
      return null;
    }
    neighbour = new Neighbour(this, device, high, low);
    insert(neighbour);
    return neighbour;
  }

  /// Makes room: the oldest entry that is neither waiting nor confirmed goes (`neigh_forced_gc`).
  private boolean evict() {
    for (Neighbour neighbour = oldest; neighbour != null; neighbour = neighbour.newer) {
      NudState state = neighbour.state();
      if (state == NudState.FAILED || state == NudState.STALE || state == NudState.NONE) {
        remove(neighbour);
        return true;
      }
    }
    return false;
  }

  /// The entry of an IPv4 address, if there is one.
  public @Nullable Neighbour lookup(NetDevice device, int address) {
    return lookup(device, 0, address & IPV4_MASK);
  }

  /// The entry of an IPv6 address, if there is one.
  public @Nullable Neighbour lookup(NetDevice device, long high, long low) {
    if (size == 0) {
      return null;
    }
    Neighbour neighbour = buckets[bucket(device, high, low)];
    while (neighbour != null
        && (neighbour.low() != low || neighbour.high() != high || neighbour.device() != device)) {
      neighbour = neighbour.nextInBucket;
    }
    return neighbour;
  }

  private int bucket(NetDevice device, long high, long low) {
    long mixed = (low ^ (high * 31) ^ device.index()) * 0x9e37_79b9_7f4a_7c15L;
    return (int) (mixed >>> 32) & (buckets.length - 1);
  }

  private void insert(Neighbour neighbour) {
    if (size >= buckets.length) {
      grow();
    }
    hang(neighbour);
    neighbour.older = newest;
    if (newest == null) {
      oldest = neighbour;
    } else {
      newest.newer = neighbour;
    }
    newest = neighbour;
    size++;
  }

  private void grow() {
    buckets = new @Nullable Neighbour[Math.max(BUCKETS_MIN, buckets.length * 2)];
    for (Neighbour neighbour = oldest; neighbour != null; neighbour = neighbour.newer) {
      hang(neighbour);
    }
  }

  private void hang(Neighbour neighbour) {
    int at = bucket(neighbour.device(), neighbour.high(), neighbour.low());
    neighbour.nextInBucket = buckets[at];
    buckets[at] = neighbour;
  }

  private void unhang(Neighbour neighbour) {
    int at = bucket(neighbour.device(), neighbour.high(), neighbour.low());
    Neighbour before = buckets[at];
    if (before == neighbour) {
      buckets[at] = neighbour.nextInBucket;
      return;
    }
    while (before != null && before.nextInBucket != neighbour) {
      before = before.nextInBucket;
    }
    if (before != null) {
      before.nextInBucket = neighbour.nextInBucket;
    }
  }

  /// All entries, oldest first.
  public List<Neighbour> entries() {
    List<Neighbour> entries = new ArrayList<>(size);
    for (Neighbour neighbour = oldest; neighbour != null; neighbour = neighbour.newer) {
      entries.add(neighbour);
    }
    return entries;
  }

  /// Adds or replaces an entry that never changes.
  public void addPermanent(NetDevice device, int address, long mac) {
    put(device, address, mac, NudState.PERMANENT);
  }

  /// Sets an entry by hand, in any state (`neigh_add`); packets that wait for it are sent when the
  /// state lets them.
  ///
  /// @param mac meaningless in a state that is not valid
  public void put(NetDevice device, int address, long mac, NudState state) {
    put(lookupOrCreate(device, address), mac, state);
  }

  /// Sets an entry of IPv6 by hand, in any state.
  public void put(NetDevice device, Ipv6Address address, long mac, NudState state) {
    put(lookupOrCreate(device, address.high(), address.low()), mac, state);
  }

  private static void put(@Nullable Neighbour neighbour, long mac, NudState state) {
    if (neighbour != null) {
      neighbour.set(mac, state);
    }
  }

  /// Removes an entry; packets that wait for it are lost.
  public void remove(Neighbour neighbour) {
    neighbour.discard();
    if (lookup(neighbour.device(), neighbour.high(), neighbour.low()) != neighbour) {
      return; // it is gone already
    }
    unhang(neighbour);
    if (neighbour.older == null) {
      oldest = neighbour.newer;
    } else {
      neighbour.older.newer = neighbour.newer;
    }
    if (neighbour.newer == null) {
      newest = neighbour.older;
    } else {
      neighbour.newer.older = neighbour.older;
    }
    size--;
    if (size == 0) {
      buckets = NO_BUCKETS;
    }
  }

  /// Removes all entries that are not permanent: `ip neigh flush all`.
  public void flush() {
    for (Neighbour neighbour : entries()) {
      if (neighbour.state() != NudState.PERMANENT) {
        remove(neighbour);
      }
    }
  }

  /// Removes the entries of a device, the permanent ones only with `all`.
  void flush(NetDevice device, boolean all) {
    for (Neighbour neighbour : entries()) {
      if (neighbour.device() == device && (all || neighbour.state() != NudState.PERMANENT)) {
        remove(neighbour);
      }
    }
  }
}
