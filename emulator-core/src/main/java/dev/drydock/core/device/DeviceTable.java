package dev.drydock.core.device;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The devices of one namespace, by index. Indexes count up and are not given out again; a device
/// that moves in keeps its index where it is free (Linux `dev_new_index`,
/// `__dev_change_net_namespace`).
public final class DeviceTable {
  private static final NetDevice[] NONE = {};
  private static final int NAMED_MIN = 16;

  /// In the order of their indexes, from the front.
  private NetDevice[] devices = NONE;

  private int size;
  private int lastIndex;

  /// Name -> device, from [#NAMED_MIN] devices on; with fewer they are looked through.
  private @Nullable Map<String, NetDevice> byName;

  /// An empty table.
  public DeviceTable() {}

  /// Takes the next index.
  public int nextIndex() {
    do {
      lastIndex++;
    } while (byIndex(lastIndex) != null);
    return lastIndex;
  }

  /// Adds a device of this namespace under a new index.
  public void add(NetDevice device, Upper upper) {
    put(device, upper, nextIndex());
  }

  /// Adds a device that comes from another namespace; it keeps its index where that is free.
  public void moveIn(NetDevice device, Upper upper) {
    int index = device.index();
    put(device, upper, index > 0 && byIndex(index) == null ? index : nextIndex());
  }

  private void put(NetDevice device, Upper upper, int index) {
    device.attach(upper, index);
    int at = -find(index) - 1;
    if (size == devices.length) {
      // A container has two.
      devices = Arrays.copyOf(devices, Math.max(2, size + (size >> 1)));
    }
    System.arraycopy(devices, at, devices, at + 1, size - at);
    devices[at] = device;
    size++;
    device.setTable(this);
    index(device);
  }

  /// Takes a device out; it keeps its index for [#moveIn].
  public void remove(NetDevice device) {
    int at = find(device.index());
    if (at >= 0 && devices[at] == device) {
      NetDevice[] left = new NetDevice[size - 1];
      System.arraycopy(devices, 0, left, 0, at);
      System.arraycopy(devices, at + 1, left, at, size - 1 - at);
      devices = left;
      forget(device, device.name());
      size--;
      device.setTable(null);
    }
    device.attach(null, device.index());
  }

  /// The devices in the order of their indexes.
  public List<NetDevice> all() {
    return List.of(size == devices.length ? devices : Arrays.copyOf(devices, size));
  }

  /// The device with this index.
  public @Nullable NetDevice byIndex(int index) {
    int at = find(index);
    return at < 0 ? null : devices[at];
  }

  /// The place of an index, or where it would stand as `-place - 1`.
  private int find(int index) {
    if (size == 0 || devices[size - 1].index() < index) {
      return -size - 1; // a new device comes last
    }
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int there = devices[middle].index();
      if (there == index) {
        return middle;
      }
      if (there < index) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  /// The device with this name.
  public @Nullable NetDevice byName(String name) {
    if (byName == null && size < NAMED_MIN) {
      for (int i = 0; i < size; i++) {
        if (devices[i].name().equals(name)) {
          return devices[i];
        }
      }
      return null;
    }
    if (byName == null) {
      byName = new LinkedHashMap<>();
      for (int i = 0; i < size; i++) {
        byName.putIfAbsent(devices[i].name(), devices[i]);
      }
    }
    return byName.get(name);
  }

  /// A device of this table has another name now.
  void renamed(NetDevice device, String before) {
    forget(device, before);
    index(device);
  }

  /// Where two have a name, all is looked through again: the first of them is found.
  private void index(NetDevice device) {
    if (byName != null && byName.putIfAbsent(device.name(), device) != null) {
      byName = null;
    }
  }

  private void forget(NetDevice device, String name) {
    if (byName != null && byName.size() == size) {
      byName.remove(name, device);
    } else {
      byName = null;
    }
  }
}
