package dev.drydock.core.device;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The devices of one namespace, by index. Indexes count up and are not given out again; a device
/// that moves in keeps its index where it is free (Linux `dev_new_index`,
/// `__dev_change_net_namespace`).
public final class DeviceTable {
  private final TreeMap<Integer, NetDevice> byIndex = new TreeMap<>();
  private int lastIndex;

  /// An empty table.
  public DeviceTable() {}

  /// Takes the next index.
  public int nextIndex() {
    do {
      lastIndex++;
    } while (byIndex.containsKey(lastIndex));
    return lastIndex;
  }

  /// Adds a device of this namespace under a new index.
  public void add(NetDevice device, Upper upper) {
    put(device, upper, nextIndex());
  }

  /// Adds a device that comes from another namespace; it keeps its index where that is free.
  public void moveIn(NetDevice device, Upper upper) {
    int index = device.index();
    put(device, upper, index > 0 && !byIndex.containsKey(index) ? index : nextIndex());
  }

  private void put(NetDevice device, Upper upper, int index) {
    byIndex.put(index, device);
    device.attach(upper, index);
  }

  /// Takes a device out; it keeps its index for [#moveIn].
  public void remove(NetDevice device) {
    byIndex.remove(device.index(), device);
    device.attach(null, device.index());
  }

  /// The devices in the order of their indexes.
  public List<NetDevice> all() {
    return List.copyOf(byIndex.values());
  }

  /// The device with this index.
  public @Nullable NetDevice byIndex(int index) {
    return byIndex.get(index);
  }

  /// The device with this name.
  public @Nullable NetDevice byName(String name) {
    for (NetDevice device : byIndex.values()) {
      if (device.name().equals(name)) {
        return device;
      }
    }
    return null;
  }
}
