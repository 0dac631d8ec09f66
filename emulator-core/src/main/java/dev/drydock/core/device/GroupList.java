package dev.drydock.core.device;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The MAC addresses a device was told to listen to, with how often, in the order they came (Linux
/// `dev_mc_add`, `struct netdev_hw_addr_list`). Only a macvlan or ipvlan filters by it; other
/// devices here take every group, as a veth does.
public final class GroupList {
  private static final long[] NO_MACS = {};
  private static final int[] NO_USES = {};

  // Nearly all lists are short, and there are two of them for each device.
  private long[] macs = NO_MACS;

  /// How often each was added; of no length while all were added once.
  private int[] uses = NO_USES;

  private int size;

  private @Nullable GroupList below;

  GroupList() {}

  /// Lets the lower device listen to what is added here from now on (`dev_mc_sync`).
  void syncTo(GroupList lower) {
    below = lower;
  }

  /// Adds a use of an address.
  public void add(long mac) {
    int at = indexOf(mac);
    if (at < 0) {
      append(mac);
      if (below != null) {
        below.add(mac);
      }
    } else {
      if (uses.length == 0) {
        uses = new int[macs.length];
        Arrays.fill(uses, 1);
      }
      uses[at]++;
    }
  }

  private int indexOf(long mac) {
    for (int i = 0; i < size; i++) {
      if (macs[i] == mac) {
        return i;
      }
    }
    return -1;
  }

  private void append(long mac) {
    if (size == macs.length) {
      macs = Arrays.copyOf(macs, size + Math.max(1, size / 2));
      uses = uses.length == 0 ? NO_USES : Arrays.copyOf(uses, macs.length);
    }
    macs[size] = mac;
    if (uses.length > 0) {
      uses[size] = 1;
    }
    size++;
  }

  /// Takes a use of an address back; the last one removes it. An unknown address is left alone.
  public void remove(long mac) {
    int at = indexOf(mac);
    if (at < 0) {
      return;
    }
    if (uses.length > 0 && uses[at] > 1) {
      uses[at]--;
      return;
    }
    size--;
    System.arraycopy(macs, at + 1, macs, at, size - at);
    if (uses.length > 0) {
      System.arraycopy(uses, at + 1, uses, at, size - at);
    }
    if (below != null) {
      below.remove(mac);
    }
  }

  /// Forgets all addresses, as when the device leaves its namespace (`dev_mc_flush`).
  public void clear() {
    for (int i = 0; below != null && i < size; i++) {
      below.remove(macs[i]);
    }
    size = 0;
  }

  /// Whether it holds none.
  boolean isEmpty() {
    return size == 0;
  }

  /// Whether an address is listened to.
  boolean contains(long mac) {
    return indexOf(mac) >= 0;
  }

  /// The addresses, oldest first.
  public List<Long> addresses() {
    return Arrays.stream(macs, 0, size).boxed().toList();
  }
}
