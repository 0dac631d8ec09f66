package dev.drydock.core.device.vxlan;

import it.unimi.dsi.fastutil.longs.Long2ObjectLinkedOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The forwarding database of a VXLAN device: MAC -> where to send frames for it (Linux
/// `drivers/net/vxlan/vxlan_core.c`). The MAC of all zeros stands for every address that is not
/// known. An entry added by hand stays; a learned one counts as absent when it was not refreshed
/// for the ageing time.
public final class VxlanFdb {
  /// 300 s: `FDB_AGE_DEFAULT`.
  public static final long AGEING_NANOS = 300_000_000_000L;

  /// The key of the default entry.
  public static final long ANY = 0;

  private final Long2ObjectLinkedOpenHashMap<Entry> entries = new Long2ObjectLinkedOpenHashMap<>();
  private @Nullable LateEntries late;

  /// What was found last for sending and for learning: nearly every frame asks for it again. Null
  /// after a change of the table.
  private @Nullable Entry lastRouted;

  private @Nullable Entry lastLearned;
  private long ageingNanos = AGEING_NANOS;
  private int most;

  VxlanFdb() {}

  /// How long a learned entry lives that is not refreshed; 0 for ever (`cfg.age_interval`).
  public long ageingNanos() {
    return ageingNanos;
  }

  /// Sets how long a learned entry lives that is not refreshed; 0 for ever.
  public void setAgeingNanos(long nanos) {
    ageingNanos = nanos;
  }

  /// How many entries there may be; 0 for any number (`cfg.addrmax`).
  public int most() {
    return most;
  }

  /// Sets how many entries there may be; 0 for any number.
  public void setMost(int entriesMax) {
    most = entriesMax;
  }

  /// Whether there is no room for another entry (`vxlan_fdb_create`); those that are too old make
  /// room.
  boolean isFull(long nowNanos) {
    if (most == 0 || entries.size() < most) {
      return false;
    }
    entries.values().removeIf(entry -> !isAlive(entry, nowNanos));
    forgetLast();
    return entries.size() >= most;
  }

  /// Whom to ask for entries that were not made yet; null for nobody.
  public void setLate(@Nullable LateEntries source) {
    forgetLast();
    late = source;
  }

  /// One entry.
  public static final class Entry {
    private final long mac;
    private final boolean isPermanent;
    private int[] remotes;
    private long seenNanos;

    Entry(long mac, boolean isPermanent, int remote) {
      this.mac = mac;
      this.isPermanent = isPermanent;
      this.remotes = new int[] {remote};
    }

    /// The address.
    public long mac() {
      return mac;
    }

    /// Whether it was added by hand.
    public boolean isPermanent() {
      return isPermanent;
    }

    /// Where frames go: IPv4 addresses of tunnel ends, in order of adding.
    public int[] remotes() {
      return remotes.clone();
    }

    int remoteCount() {
      return remotes.length;
    }

    int remote(int index) {
      return remotes[index];
    }
  }

  /// Adds a tunnel end to a MAC's entry by hand (`bridge fdb append`).
  public void add(long mac, int remote) {
    Entry entry = entries.get(mac);
    if (entry == null || !entry.isPermanent) {
      put(new Entry(mac, true, remote));
      return;
    }
    for (int known : entry.remotes) {
      if (known == remote) {
        return;
      }
    }
    int[] grown = Arrays.copyOf(entry.remotes, entry.remotes.length + 1);
    grown[grown.length - 1] = remote;
    entry.remotes = grown;
  }

  /// Removes one tunnel end of a MAC's entry, and the entry with its last one.
  ///
  /// @return whether it was there
  public boolean remove(long mac, int remote) {
    Entry entry = get(mac);
    int at = 0;
    while (entry != null && at < entry.remotes.length && entry.remotes[at] != remote) {
      at++;
    }
    if (entry == null || at == entry.remotes.length) {
      return false;
    }
    if (entry.remotes.length == 1) {
      return remove(mac);
    }
    int[] left = new int[entry.remotes.length - 1];
    System.arraycopy(entry.remotes, 0, left, 0, at);
    System.arraycopy(entry.remotes, at + 1, left, at, left.length - at);
    entry.remotes = left;
    return true;
  }

  /// Removes a MAC's entry.
  ///
  /// @return whether there was one
  public boolean remove(long mac) {
    get(mac);
    forgetLast();
    return entries.remove(mac) != null;
  }

  /// The entries that are not too old, oldest first.
  public List<Entry> entries(long nowNanos) {
    if (late != null) {
      late.makeAll();
    }
    List<Entry> alive = new ArrayList<>();
    for (Entry entry : entries.values()) {
      if (isAlive(entry, nowNanos)) {
        alive.add(entry);
      }
    }
    return alive;
  }

  /// The entry a frame for a MAC goes by: its own, else the default one.
  @Nullable Entry route(long mac, long nowNanos) {
    Entry last = lastRouted;
    if (last != null && last.mac == mac && isAlive(last, nowNanos)) {
      return last;
    }
    Entry entry = find(mac, nowNanos);
    lastRouted = isSettled(entry) ? entry : null;
    return entry != null ? entry : find(ANY, nowNanos);
  }

  /// Whether the table keeps this very entry until somebody changes it.
  private boolean isSettled(@Nullable Entry entry) {
    return entry != null && (late == null || entry.isPermanent);
  }

  private void put(Entry entry) {
    entries.putAndMoveToLast(entry.mac, entry);
    forgetLast();
  }

  private void forgetLast() {
    lastRouted = null;
    lastLearned = null;
  }

  @Nullable Entry find(long mac, long nowNanos) {
    Entry entry = get(mac);
    return entry != null && isAlive(entry, nowNanos) ? entry : null;
  }

  private @Nullable Entry get(long mac) {
    Entry entry = entries.get(mac);
    if (late == null || (entry != null && entry.isPermanent)) {
      return entry;
    }
    late.make(mac);
    return entries.get(mac);
  }

  /// Notes where a MAC was seen (`vxlan_snoop`).
  ///
  /// @return false when it is known by hand to be elsewhere: the frame must be lost
  boolean learn(long mac, int remote, long nowNanos) {
    Entry entry = lastLearned;
    if (entry == null || entry.mac != mac || !isAlive(entry, nowNanos)) {
      entry = find(mac, nowNanos);
    }
    if (entry == null) {
      if (isFull(nowNanos)) {
        return true;
      }
      entry = new Entry(mac, false, remote);
      put(entry);
    } else if (entry.remotes[0] != remote) {
      if (entry.isPermanent) {
        return false;
      }
      entry.remotes[0] = remote;
    }
    entry.seenNanos = nowNanos;
    lastLearned = isSettled(entry) ? entry : null;
    return true;
  }

  private boolean isAlive(Entry entry, long nowNanos) {
    return entry.isPermanent || ageingNanos == 0 || nowNanos - entry.seenNanos < ageingNanos;
  }
}
