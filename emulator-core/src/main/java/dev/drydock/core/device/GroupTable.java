package dev.drydock.core.device;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The groups a bridge knows (Linux `br->mdb_hash_tbl`, `br->mdb_list`). Looking a group up
/// allocates nothing.
final class GroupTable {
  private static final int INITIAL_PLACES = 8;

  /// A power of two; null until a group is known.
  private @Nullable GroupEntry @Nullable [] places;

  private final List<GroupEntry> inOrder = new ArrayList<>(0);

  boolean isEmpty() {
    return inOrder.isEmpty();
  }

  int size() {
    return inOrder.size();
  }

  /// The entries, the oldest first.
  List<GroupEntry> entries() {
    return inOrder;
  }

  /// The entry of a group; null when nothing is known of it.
  @Nullable GroupEntry find(GroupAddress.Kind kind, long high, long low, int vlan) {
    if (places == null) {
      return null;
    }
    GroupEntry entry = places[place(high, low, vlan, places.length)];
    while (entry != null) {
      GroupAddress address = entry.address;
      if (address.low() == low
          && address.high() == high
          && address.vlan() == vlan
          && address.kind() == kind
          && address.source().isEmpty()) {
        return entry;
      }
      entry = entry.next;
    }
    return null;
  }

  /// The same for what was put in by hand.
  @Nullable GroupEntry find(GroupAddress address) {
    for (GroupEntry entry : inOrder) {
      if (entry.address.equals(address)) {
        return entry;
      }
    }
    return null;
  }

  GroupEntry add(GroupAddress address) {
    GroupEntry entry = new GroupEntry(address);
    inOrder.add(entry);
    if (places == null || inOrder.size() > places.length) {
      layOut(places == null ? INITIAL_PLACES : places.length * 2);
    } else {
      put(entry, places);
    }
    return entry;
  }

  /// Forgets members whose time is over, and groups that nobody is left of.
  void sweep(long nowNanos) {
    if (inOrder.removeIf(entry -> !entry.sweep(nowNanos)) && places != null) {
      layOut(places.length);
    }
  }

  private void layOut(int count) {
    @Nullable GroupEntry[] made = new @Nullable GroupEntry[count];
    for (GroupEntry entry : inOrder) {
      put(entry, made);
    }
    places = made;
  }

  private static void put(GroupEntry entry, @Nullable GroupEntry[] into) {
    GroupAddress address = entry.address;
    int place = place(address.high(), address.low(), address.vlan(), into.length);
    entry.next = into[place];
    into[place] = entry;
  }

  private static int place(long high, long low, int vlan, int count) {
    long mixed = ((high * 31) + low + vlan) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 40) & (count - 1);
  }
}
