package dev.drydock.core.ip;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import it.unimi.dsi.fastutil.longs.Long2ObjectLinkedOpenHashMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The neighbours of a namespace: (device, address) -> entry, in order of creation. The times and
/// counts are the kernel's defaults for ARP (`net/ipv4/arp.c`, `arp_tbl`).
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

  private final EventLoop loop;
  private final Ipv4Stack stack;
  private final RandomStream random;
  private final Long2ObjectLinkedOpenHashMap<Neighbour> entries =
      new Long2ObjectLinkedOpenHashMap<>();
  private final Long2ObjectLinkedOpenHashMap<Reachable> reachable =
      new Long2ObjectLinkedOpenHashMap<>();

  NeighbourTable(EventLoop loop, Ipv4Stack stack, RandomStream random) {
    this.loop = loop;
    this.stack = stack;
    this.random = random;
  }

  private record Reachable(long nanos, long drawnAtNanos) {}

  EventLoop loop() {
    return loop;
  }

  ArpProtocol arp() {
    return stack.arp();
  }

  static int truesize(Frame frame) {
    return frame.length() + FRAME_OVERHEAD_BYTES;
  }

  /// How long an entry of a device stays reachable: 15 to 45 s, drawn anew now and then
  /// (`neigh_rand_reach_time`).
  long reachableNanos(NetDevice device) {
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
    Neighbour neighbour = lookup(device, address);
    if (neighbour != null) {
      return neighbour;
    }
    if (entries.size() >= ENTRIES_MAX && !evict()) {
      return null;
    }
    neighbour = new Neighbour(this, device, address);
    entries.put(key(device, address), neighbour);
    return neighbour;
  }

  /// Makes room: the oldest entry that is neither waiting nor confirmed goes (`neigh_forced_gc`).
  private boolean evict() {
    for (Neighbour neighbour : entries.values()) {
      NudState state = neighbour.state();
      if (state == NudState.FAILED || state == NudState.STALE || state == NudState.NONE) {
        remove(neighbour);
        return true;
      }
    }
    return false;
  }

  /// The entry, if there is one.
  public @Nullable Neighbour lookup(NetDevice device, int address) {
    return entries.get(key(device, address));
  }

  private static long key(NetDevice device, int address) {
    return ((long) device.index() << 32) | (address & 0xffff_ffffL);
  }

  /// All entries, oldest first.
  public List<Neighbour> entries() {
    return new ArrayList<>(entries.values());
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
    Neighbour neighbour = lookupOrCreate(device, address);
    if (neighbour != null) {
      neighbour.set(mac, state);
    }
  }

  /// Removes an entry; packets that wait for it are lost.
  public void remove(Neighbour neighbour) {
    neighbour.discard();
    entries.remove(key(neighbour.device(), neighbour.address()));
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

  void unreachable(Frame frame, NetDevice device) {
    stack.linkFailure(frame, device);
  }
}
