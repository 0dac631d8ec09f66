package dev.drydock.core.device;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.List;

/// The multicast MAC addresses a device was told to listen to, with how often, in the order they
/// came (Linux `dev_mc_add`, `struct netdev_hw_addr_list`). It filters nothing: devices here take
/// every group, as a veth does.
public final class GroupList {
  private final LongArrayList macs = new LongArrayList();
  private final IntArrayList uses = new IntArrayList();

  GroupList() {}

  /// Adds a use of an address.
  public void add(long mac) {
    int at = macs.indexOf(mac);
    if (at < 0) {
      macs.add(mac);
      uses.add(1);
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
  }

  /// Forgets all addresses, as when the device leaves its namespace (`dev_mc_flush`).
  public void clear() {
    macs.clear();
    uses.clear();
  }

  /// The addresses, oldest first.
  public List<Long> addresses() {
    return List.copyOf(macs);
  }
}
