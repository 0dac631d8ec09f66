package dev.drydock.core.device;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The MAC addresses a device was told to listen to, with how often, in the order they came (Linux
/// `dev_mc_add`, `struct netdev_hw_addr_list`). Only a macvlan or ipvlan filters by it; other
/// devices here take every group, as a veth does.
public final class GroupList {
  private final LongArrayList macs = new LongArrayList();
  private final IntArrayList uses = new IntArrayList();

  private @Nullable GroupList below;

  GroupList() {}

  /// Lets the lower device listen to what is added here from now on (`dev_mc_sync`).
  void syncTo(GroupList lower) {
    below = lower;
  }

  /// Adds a use of an address.
  public void add(long mac) {
    int at = macs.indexOf(mac);
    if (at < 0) {
      macs.add(mac);
      uses.add(1);
      if (below != null) {
        below.add(mac);
      }
    } else {
      uses.set(at, uses.getInt(at) + 1);
    }
  }

  /// Takes a use of an address back; the last one removes it. An unknown address is left alone.
  public void remove(long mac) {
    int at = macs.indexOf(mac);
    if (at < 0) {
      return;
    }
    if (uses.getInt(at) > 1) {
      uses.set(at, uses.getInt(at) - 1);
      return;
    }
    macs.removeLong(at);
    uses.removeInt(at);
    if (below != null) {
      below.remove(mac);
    }
  }

  /// Forgets all addresses, as when the device leaves its namespace (`dev_mc_flush`).
  public void clear() {
    for (int i = 0; below != null && i < macs.size(); i++) {
      below.remove(macs.getLong(i));
    }
    macs.clear();
    uses.clear();
  }

  /// Whether it holds none.
  boolean isEmpty() {
    return macs.isEmpty();
  }

  /// Whether an address is listened to.
  boolean contains(long mac) {
    return macs.contains(mac);
  }

  /// The addresses, oldest first.
  public List<Long> addresses() {
    return List.copyOf(macs);
  }
}
