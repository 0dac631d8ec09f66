package dev.drydock.core.ip.neighbour;

import dev.drydock.core.device.NeighbourBudget;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Softnet;
import dev.drydock.core.device.vxlan.LateEntries;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv6Address;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The neighbours of a namespace: (device, address) -> entry, in order of creation. The times and
/// counts are the kernel's defaults for ARP and neighbour discovery (`arp_tbl`, `nd_tbl`). Empty
/// tables hold nothing.
public final class NeighbourTable implements NeighbourBudget.Table {
  /// Every 300 s a device's reachable time is drawn anew.
  private static final long REDRAW_NANOS = 300_000_000_000L;

  /// What the kernel counts for a small packet beside its bytes; a guess of `SKB_TRUESIZE`.
  private static final int FRAME_OVERHEAD_BYTES = 768;

  private static final long IPV4_MASK = 0xffff_ffffL;
  private static final @Nullable Neighbour[] NO_BUCKETS = {};
  private static final int BUCKETS_MIN = 8;

  // What all namespaces begin with; who changes something makes a copy first.
  private static final NeighbourConfig KERNEL_ARP = new NeighbourConfig(true);
  private static final NeighbourConfig KERNEL_DISCOVERY = new NeighbourConfig(false);

  /// Entries that have not changed for so long may be thrown out for new ones.
  private static final long RECENT_NANOS = 5_000_000_000L;

  private final EventLoop loop;
  private final NeighbourBudget budget;
  private NeighbourConfig defaults;
  private @Nullable Map<NetDevice, NeighbourConfig> configs;
  private @Nullable NeighbourProxy proxy;
  private final NeighbourProtocol protocol;
  private final RandomStream random;
  private @Nullable Neighbour[] buckets = NO_BUCKETS;
  private @Nullable Neighbour oldest;
  private @Nullable Neighbour newest;
  private int size;

  /// What was found last: packets of a flow ask for it one after the other.
  private @Nullable Neighbour last;

  private @Nullable LateEntries late;
  private @Nullable Int2ObjectOpenHashMap<Reachable> reachable;

  public NeighbourTable(Softnet softnet, NeighbourProtocol protocol, RandomStream random) {
    boolean isIpv6 = protocol.etherType() == Ethernet.IPV6;
    this.loop = softnet.loop();
    this.budget = softnet.neighbours(isIpv6);
    this.protocol = protocol;
    this.random = random;
    this.defaults = isIpv6 ? KERNEL_DISCOVERY : KERNEL_ARP;
  }

  /// Whom to ask for entries of IPv4 addresses that were not made yet; null for nobody.
  public void setLate(@Nullable LateEntries source) {
    late = source;
  }

  /// The settings of a device.
  public NeighbourConfig config(NetDevice device) {
    NeighbourConfig own = configs == null ? null : configs.get(device);
    return own == null ? defaults : own;
  }

  /// The settings of a device, to be changed.
  public NeighbourConfig changeConfig(NetDevice device) {
    if (configs == null) {
      configs = new LinkedHashMap<>();
    }
    if (reachable != null) {
      reachable.remove(device.index()); // drawn anew (`neigh_proc_base_reachable_time`)
    }
    return configs.computeIfAbsent(device, any -> defaults.copy());
  }

  /// What new devices begin with.
  public NeighbourConfig defaults() {
    return defaults;
  }

  /// What new devices begin with, to be changed; those there are stay as they are.
  public NeighbourConfig changeDefaults(List<NetDevice> devices) {
    devices.forEach(this::changeConfig);
    defaults = defaults.copy();
    return defaults;
  }

  public NeighbourProxy proxy() {
    if (proxy == null) {
      proxy = new NeighbourProxy(loop, random.stream("proxy"));
    }
    return proxy;
  }

  /// The addresses of others that are answered for, as (device, address).
  public List<NeighbourProxy.Entry> proxied() {
    return proxy == null ? List.of() : proxy.entries();
  }

  /// Begins to answer for an address of somebody else (`pneigh_lookup` with creat).
  public void addProxied(NetDevice device, IpAddress address) {
    device.concern();
    if (proxy().add(new NeighbourProxy.Entry(device, address))) {
      protocol.proxied(device, address, true);
    }
  }

  /// Ends that.
  ///
  /// @return whether it was answered before
  public boolean removeProxied(NetDevice device, IpAddress address) {
    boolean was = proxy().remove(new NeighbourProxy.Entry(device, address));
    if (was) {
      protocol.proxied(device, address, false);
    }
    return was;
  }

  /// Whether a device has neighbours, or answers for others.
  public boolean isUsed(NetDevice device) {
    for (Neighbour neighbour = oldest; neighbour != null; neighbour = neighbour.newer) {
      if (neighbour.device() == device) {
        return true;
      }
    }
    return late != null || (proxy != null && !proxy.entries().isEmpty());
  }

  /// Whether a device answers for an address of somebody else (`pneigh_lookup`).
  public boolean isProxied(NetDevice device, long high, long low) {
    return proxy != null && proxy.has(device, high, low);
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
      long base = config(device).baseReachableNanos;
      long nanos = (base / 2) + random.nextLong(base);
      drawn = new Reachable(nanos, loop.nowNanos());
      reachable.put(device.index(), drawn);
    }
    return drawn.nanos;
  }

  /// The entry, made when there is none.
  ///
  /// @return null when the table is full of entries in use
  public @Nullable Neighbour lookupOrCreate(NetDevice device, int address) {
    return lookupOrCreate(device, 0, address & IPV4_MASK);
  }

  /// The entry, made when there is none.
  ///
  /// @param high the first half of an IPv6 address
  /// @param low its second half
  /// @return null when the table is full of entries in use
  public @Nullable Neighbour lookupOrCreate(NetDevice device, long high, long low) {
    Neighbour neighbour = lookup(device, high, low);
    if (neighbour != null) {
      return neighbour;
    }
    return budget.admitsOneMore() ? make(device, high, low) : null;
  }

  private Neighbour make(NetDevice device, long high, long low) {
    Neighbour neighbour = new Neighbour(this, device, high, low);
    insert(neighbour);
    return neighbour;
  }

  /// An entry became permanent, and does not count any more; or it is not any more, and does.
  void exempt(boolean permanent) {
    budget.count(permanent ? -1 : 1);
  }

  /// An entry has another state or address.
  void changed() {
    budget.changed();
  }

  /// Throws out what failed, and what has not changed for a while and waits for nothing.
  @Override
  public int collect(int most) {
    long now = loop.nowNanos();
    int gone = 0;
    for (Neighbour neighbour : made()) {
      boolean old = now > neighbour.updatedNanos() + RECENT_NANOS;
      boolean useless = neighbour.state() == NudState.FAILED || (old && isIdle(neighbour));
      if (gone < most && useless) {
        remove(neighbour);
        gone++;
      }
    }
    return gone;
  }

  private static boolean isIdle(Neighbour neighbour) {
    NudState state = neighbour.state();
    return state == NudState.STALE || state == NudState.NONE || state == NudState.FAILED;
  }

  /// Throws out what failed or was not used for long.
  @Override
  public void collectUnused() {
    long now = loop.nowNanos();
    for (Neighbour neighbour : made()) {
      long used = Math.max(neighbour.usedNanos(), neighbour.confirmedNanos());
      boolean unused = now >= used + config(neighbour.device()).staleNanos;
      if (isIdle(neighbour) && (unused || neighbour.state() == NudState.FAILED)) {
        remove(neighbour);
      }
    }
  }

  /// The entry of an IPv4 address, if there is one.
  public @Nullable Neighbour lookup(NetDevice device, int address) {
    return lookup(device, 0, address & IPV4_MASK);
  }

  /// The entry of an IPv6 address, if there is one.
  public @Nullable Neighbour lookup(NetDevice device, long high, long low) {
    Neighbour neighbour = find(device, high, low);
    if (neighbour == null && late != null) {
      late.make(low);
      neighbour = find(device, high, low);
    }
    return neighbour;
  }

  private @Nullable Neighbour find(NetDevice device, long high, long low) {
    Neighbour neighbour = last;
    if (neighbour != null && neighbour.is(device, high, low)) {
      return neighbour;
    }
    if (size == 0) {
      return null;
    }
    neighbour = buckets[bucket(device, high, low)];
    while (neighbour != null && !neighbour.is(device, high, low)) {
      neighbour = neighbour.nextInBucket;
    }
    last = neighbour;
    return neighbour;
  }

  private int bucket(NetDevice device, long high, long low) {
    long mixed = (low ^ (high * 31) ^ device.index()) * 0x9e37_79b9_7f4a_7c15L;
    return (int) (mixed >>> 32) & (buckets.length - 1);
  }

  private void insert(Neighbour neighbour) {
    neighbour.device().concern();
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
    budget.count(1);
    if (size == 1) {
      budget.join(this);
    }
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
    if (late != null) {
      late.makeAll();
    }
    return made();
  }

  private List<Neighbour> made() {
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
    put(device, 0, address & IPV4_MASK).set(mac, state);
  }

  /// Sets an entry of IPv6 by hand, in any state.
  public void put(NetDevice device, Ipv6Address address, long mac, NudState state) {
    put(device, address.high(), address.low()).set(mac, state);
  }

  /// An entry that is set by hand is made even when there are too many.
  private Neighbour put(NetDevice device, long high, long low) {
    Neighbour old = find(device, high, low);
    return old == null ? make(device, high, low) : old;
  }

  /// Removes an entry; packets that wait for it are lost.
  public void remove(Neighbour neighbour) {
    neighbour.discard();
    if (find(neighbour.device(), neighbour.high(), neighbour.low()) != neighbour) {
      return; // it is gone already
    }
    last = null;
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
    budget.count(-1);
    if (size == 0) {
      budget.leave(this);
      buckets = NO_BUCKETS;
    }
  }

  /// Removes all entries that are not permanent: `ip neigh flush all`.
  public void flush() {
    for (Neighbour neighbour : made()) {
      if (neighbour.state() != NudState.PERMANENT) {
        remove(neighbour);
      }
    }
  }

  /// Removes the entries of a device, the permanent ones only with `all`.
  public void flush(NetDevice device, boolean all) {
    if (all && proxy != null) {
      proxy.forget(device);
    }
    for (Neighbour neighbour : all ? entries() : made()) {
      if (neighbour.device() == device && (all || neighbour.state() != NudState.PERMANENT)) {
        remove(neighbour);
      }
    }
  }
}
