package dev.drydock.core.device;

import org.jspecify.annotations.Nullable;

/// The unicast addresses beside its own that a device takes, and so the devices below it (Linux
/// `dev_uc_add`, `dev_uc_del`). A device that cannot filter becomes promiscuous.
public final class UnicastFilter {
  private UnicastFilter() {}

  /// Takes frames for one more address.
  public static void add(NetDevice device, long address) {
    GroupList list = device.unicastList(true);
    boolean first = list != null && list.isEmpty();
    if (list != null) {
      list.add(address);
    }
    if (first && !device.kind().filtersUnicast()) {
      device.rxFlags().addPromiscuity(1);
    }
    NetDevice below = device.lower();
    if (below != null) {
      add(below, address);
    }
  }

  /// Ends what [#add] began.
  public static void remove(NetDevice device, long address) {
    @Nullable GroupList list = device.unicastList(false);
    boolean any = list != null && !list.isEmpty();
    if (list != null) {
      list.remove(address);
    }
    if (any && list != null && list.isEmpty() && !device.kind().filtersUnicast()) {
      device.rxFlags().addPromiscuity(-1);
    }
    NetDevice below = device.lower();
    if (below != null) {
      remove(below, address);
    }
  }
}
