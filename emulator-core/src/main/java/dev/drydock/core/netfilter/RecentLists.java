package dev.drydock.core.netfilter;

import dev.drydock.core.wire.IpAddress;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// The lists of addresses seen lately that `-m recent` keeps for a namespace (Linux `xt_recent.c`).
public final class RecentLists {
  /// Addresses in one list: `ip_list_tot`.
  private static final int ADDRESSES_MAX = 100;

  /// Times kept of one address: `ip_pkt_list_tot` 20, to the next power of two.
  private static final int TIMES_MAX = 32;

  private final Map<String, RecentList> lists = new TreeMap<>();

  RecentLists() {}

  /// The list of a name, made when there is none.
  public RecentList list(String name) {
    return lists.computeIfAbsent(name, n -> new RecentList());
  }

  /// One list.
  public static final class RecentList {
    private final LinkedHashMap<IpAddress, Entry> entries = new LinkedHashMap<>();

    private RecentList() {}

    private static final class Entry {
      private final LongArrayList times = new LongArrayList();
      private int ttl;
    }

    /// Whether an address was seen.
    ///
    /// @param ttl the packet's; only an entry with the same counts; 0 for any
    public boolean has(IpAddress address, int ttl) {
      Entry entry = entries.get(address);
      return entry != null && (ttl == 0 || entry.ttl == ttl);
    }

    /// How often an address was seen since a time.
    public int hitsSince(IpAddress address, long sinceNanos) {
      Entry entry = entries.get(address);
      int hits = 0;
      for (int i = 0; entry != null && i < entry.times.size(); i++) {
        hits += entry.times.getLong(i) >= sinceNanos ? 1 : 0;
      }
      return hits;
    }

    /// Notes that an address was seen; the oldest one goes when there are too many.
    public void note(IpAddress address, int ttl, long nowNanos) {
      Entry entry = entries.remove(address);
      if (entry == null) {
        entry = new Entry();
        if (entries.size() == ADDRESSES_MAX) {
          entries.remove(entries.firstEntry().getKey());
        }
      }
      if (entry.times.size() == TIMES_MAX) {
        entry.times.removeLong(0);
      }
      entry.times.add(nowNanos);
      entry.ttl = ttl;
      entries.put(address, entry);
    }

    /// Forgets an address.
    public void remove(IpAddress address) {
      entries.remove(address);
    }
  }
}
