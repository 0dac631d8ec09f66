package dev.drydock.core.device;

import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Vlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The forwarding database of a bridge: MAC -> port, when last seen, and whether it is the bridge's
/// own (Linux `net/bridge/br_fdb.c`).
///
/// Open addressing with linear probing on the MAC, at most half full; the last destination and the
/// last source are remembered in front of the table. An entry that was not refreshed for the ageing
/// time counts as absent.
public final class Fdb {
  /// 300 s: br ageing_time default.
  public static final long AGEING_NANOS = 300_000_000_000L;

  private static final long PERMANENT = Long.MAX_VALUE;
  private static final int INITIAL_SLOTS = 64;
  private static final long EMPTY = 0;

  private long[] macs = new long[INITIAL_SLOTS];
  private @Nullable BridgePort[] ports = new @Nullable BridgePort[INITIAL_SLOTS];
  private long[] seenNanos = new long[INITIAL_SLOTS];
  private long[] usedNanos = new long[INITIAL_SLOTS];
  private long[] updatedNanos = new long[INITIAL_SLOTS];
  private boolean[] local = new boolean[INITIAL_SLOTS];
  private int[] numbers = new int[INITIAL_SLOTS]; // in the order of coming
  private int lastNumber;
  private int used;
  private long ageingNanos = AGEING_NANOS;
  private int cachedLookup;
  private int cachedLearn;

  Fdb() {}

  /// What an address is kept under: itself, with its VLAN above it.
  public static long key(int vlan, long mac) {
    return ((long) vlan << Ethernet.MAC_BITS) | mac;
  }

  /// One entry, as it is shown.
  ///
  /// @param vlan the VLAN it was seen in; 0 in a bridge that does not filter
  /// @param mac the address
  /// @param port the port it is behind; null for the bridge's own address
  /// @param kind how it came and whether it goes
  /// @param times when it was last seen, asked for, and changed
  public record Entry(int vlan, long mac, @Nullable BridgePort port, Kind kind, Times times) {
    /// When it was last seen; meaningless for entries that stay.
    public long seenNanos() {
      return times.seenNanos;
    }

    /// Whether the address is the bridge's or a port's own.
    public boolean isLocal() {
      return kind == Kind.LOCAL;
    }
  }

  /// Moments of an entry, as `bridge -s fdb` shows them.
  ///
  /// @param seenNanos when the address was last seen; meaningless for entries that stay
  /// @param usedNanos when a frame was last sent to it
  /// @param updatedNanos when it was last seen or set
  public record Times(long seenNanos, long usedNanos, long updatedNanos) {}

  /// How an entry came.
  public enum Kind {
    /// From a frame; it ages.
    LEARNED,
    /// By hand; it stays, and moves when the address is seen elsewhere (`br_fdb_update`).
    STATIC,
    /// An address of the bridge itself or of a port.
    LOCAL
  }

  /// Sets how long an entry lives without being refreshed; 0 means that nothing is learned.
  public void setAgeing(long nanos) {
    ageingNanos = nanos;
  }

  /// How long an entry lives without being refreshed.
  public long ageingNanos() {
    return ageingNanos;
  }

  /// The slot of a MAC that is known and not too old, or -1.
  int find(long mac, long nowNanos) {
    int slot = cachedLookup;
    if (macs[slot] != mac) {
      slot = slotOf(mac);
      if (macs[slot] == EMPTY) {
        return -1;
      }
      cachedLookup = slot;
    }
    if (!isAlive(slot, nowNanos)) {
      return -1;
    }
    usedNanos[slot] = nowNanos;
    return slot;
  }

  /// Whether a MAC is known to be behind a port in a VLAN, and is not the bridge's own.
  boolean isBehind(BridgePort port, long mac, int vlanControl, long nowNanos) {
    int slot = find(key(vlanControl & Vlan.ID_MASK, mac), nowNanos);
    return slot >= 0 && ports[slot] == port && !local[slot];
  }

  @Nullable BridgePort port(int slot) {
    return ports[slot];
  }

  boolean isLocal(int slot) {
    return local[slot];
  }

  /// Notes that a MAC was seen on a port.
  ///
  /// @return false for an address of the bridge itself or of a port, which is left alone
  boolean learn(long mac, BridgePort port, long nowNanos) {
    int slot = cachedLearn;
    if (macs[slot] != mac) {
      slot = slotOf(mac);
      if (macs[slot] == EMPTY) {
        if (ageingNanos == 0) {
          return true;
        }
        slot = claim(slot, mac, nowNanos);
      }
      cachedLearn = slot;
    }
    if (local[slot]) {
      return false;
    }
    ports[slot] = port;
    updatedNanos[slot] = nowNanos;
    if (seenNanos[slot] != PERMANENT) {
      seenNanos[slot] = nowNanos;
    }
    return true;
  }

  /// Adds an entry by hand, or changes it (`bridge fdb`).
  ///
  /// @param mac the address, or what [#key] makes of it
  /// @param port null for an address of the bridge itself
  public void put(long mac, @Nullable BridgePort port, Kind kind, long nowNanos) {
    addLocal(mac, port, nowNanos);
    int slot = slotOf(mac);
    local[slot] = kind == Kind.LOCAL;
    seenNanos[slot] = kind == Kind.LEARNED ? nowNanos : PERMANENT;
    updatedNanos[slot] = nowNanos;
    usedNanos[slot] = nowNanos;
  }

  /// Removes an entry, however it came.
  public void remove(long mac, long nowNanos) {
    int slot = slotOf(mac);
    if (macs[slot] != EMPTY) {
      local[slot] = false;
      seenNanos[slot] = Long.MIN_VALUE;
      rebuild(macs.length, nowNanos);
    }
  }

  private Kind kind(int slot) {
    if (local[slot]) {
      return Kind.LOCAL;
    }
    return seenNanos[slot] == PERMANENT ? Kind.STATIC : Kind.LEARNED;
  }

  /// Adds an address of the bridge itself or of a port; it stays until removed.
  void addLocal(long mac, @Nullable BridgePort port, long nowNanos) {
    int slot = slotOf(mac);
    if (macs[slot] == EMPTY) {
      slot = claim(slot, mac, nowNanos);
    } else if (!local[slot]) {
      numbers[slot] = ++lastNumber; // what was learned is replaced (`fdb_add_local`)
    }
    ports[slot] = port;
    local[slot] = true;
    seenNanos[slot] = PERMANENT;
  }

  /// Removes what was learned on a port, and with `all` what came by hand and its own address too
  /// (`br_fdb_delete_by_port`).
  void removePort(BridgePort port, boolean all, long nowNanos) {
    boolean found = false;
    for (int slot = 0; slot < macs.length; slot++) {
      if (macs[slot] != EMPTY && ports[slot] == port && (all || seenNanos[slot] != PERMANENT)) {
        local[slot] = false;
        seenNanos[slot] = Long.MIN_VALUE;
        ports[slot] = null;
        found = true;
      }
    }
    if (found) {
      rebuild(macs.length, nowNanos);
    }
  }

  void removeLocal(long mac, long nowNanos) {
    int slot = slotOf(mac);
    if (macs[slot] != EMPTY && local[slot]) {
      local[slot] = false;
      seenNanos[slot] = Long.MIN_VALUE;
      rebuild(macs.length, nowNanos);
    }
  }

  /// The entries that are not too old, the newest first (`br_fdb_dump`).
  public List<Entry> entries(long nowNanos) {
    List<Integer> slots = new ArrayList<>();
    for (int slot = 0; slot < macs.length; slot++) {
      if (macs[slot] != EMPTY && isAlive(slot, nowNanos)) {
        slots.add(slot);
      }
    }
    slots.sort((a, b) -> Integer.compare(numbers[b], numbers[a]));
    List<Entry> entries = new ArrayList<>();
    for (int slot : slots) {
      int vlan = (int) (macs[slot] >>> Ethernet.MAC_BITS);
      long mac = macs[slot] & Ethernet.BROADCAST;
      Times times = new Times(seenNanos[slot], usedNanos[slot], updatedNanos[slot]);
      entries.add(new Entry(vlan, mac, ports[slot], kind(slot), times));
    }
    return entries;
  }

  private boolean isAlive(int slot, long nowNanos) {
    return local[slot]
        || (seenNanos[slot] != Long.MIN_VALUE && nowNanos - seenNanos[slot] < ageingNanos);
  }

  private int slotOf(long mac) {
    int mask = macs.length - 1;
    int slot = hash(mac) & mask;
    while (macs[slot] != mac && macs[slot] != EMPTY) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static int hash(long mac) {
    long mixed = mac * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32);
  }

  private int claim(int emptySlot, long mac, long nowNanos) {
    int slot = emptySlot;
    if (used * 2 >= macs.length) {
      rebuild(macs.length, nowNanos);
      if (used * 4 >= macs.length) {
        rebuild(macs.length * 2, nowNanos);
      }
      slot = slotOf(mac);
    }
    used++;
    macs[slot] = mac;
    local[slot] = false;
    usedNanos[slot] = nowNanos;
    updatedNanos[slot] = nowNanos;
    numbers[slot] = ++lastNumber;
    return slot;
  }

  /// Lays the table out anew without the entries that are too old.
  private void rebuild(int slots, long nowNanos) {
    long[] oldMacs = macs;
    @Nullable BridgePort[] oldPorts = ports;
    long[] oldSeen = seenNanos;
    long[] oldUsed = usedNanos;
    long[] oldUpdated = updatedNanos;
    boolean[] oldLocal = local;
    int[] oldNumbers = numbers;
    boolean[] alive = new boolean[oldMacs.length];
    for (int i = 0; i < oldMacs.length; i++) {
      alive[i] = oldMacs[i] != EMPTY && isAlive(i, nowNanos);
    }
    macs = new long[slots];
    ports = new @Nullable BridgePort[slots];
    seenNanos = new long[slots];
    usedNanos = new long[slots];
    updatedNanos = new long[slots];
    local = new boolean[slots];
    numbers = new int[slots];
    used = 0;
    cachedLookup = 0;
    cachedLearn = 0;
    for (int i = 0; i < oldMacs.length; i++) {
      if (alive[i]) {
        int slot = slotOf(oldMacs[i]);
        macs[slot] = oldMacs[i];
        ports[slot] = oldPorts[i];
        seenNanos[slot] = oldSeen[i];
        usedNanos[slot] = oldUsed[i];
        updatedNanos[slot] = oldUpdated[i];
        local[slot] = oldLocal[i];
        numbers[slot] = oldNumbers[i];
        used++;
      }
    }
  }
}
