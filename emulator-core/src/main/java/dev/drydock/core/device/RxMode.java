package dev.drydock.core.device;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which frames a device takes that are not for its own address (`dev_set_rx_mode` of
/// `net/core/dev.c`, `dev_addr_lists.c`): how many users want all of them (`IFF_PROMISC`) or those
/// to all groups (`IFF_ALLMULTI`), and which other unicast addresses are taken. The first user and
/// the last are told to the kernel's log, and to the kind of device, which may ask the device below
/// for the same (`ndo_change_rx_flags`).
///
/// `ip link` shows the flags PROMISC and ALLMULTI only where they were asked for by hand
/// ([LinkFlags]), `ip -d link` shows the counts.
public final class RxMode {
  private final NetDevice device;
  private int promiscuity;
  private int allMulticast;
  private @Nullable GroupList unicasts;

  RxMode(NetDevice device) {
    this.device = device;
  }

  /// How many users want all frames, whatever their address.
  public int promiscuity() {
    return promiscuity;
  }

  /// How many users want the frames to all groups.
  public int allMulticast() {
    return allMulticast;
  }

  /// More users want all frames, or fewer (`dev_set_promiscuity`).
  public void addPromiscuity(int users) {
    boolean before = promiscuity > 0;
    promiscuity += users;
    if (before != promiscuity > 0) {
      log(before, "promiscuous");
      device.rxFlagsChanged(before ? -1 : 1, 0);
    }
  }

  /// More users want the frames to all groups, or fewer (`dev_set_allmulti`).
  public void addAllMulticast(int users) {
    boolean before = allMulticast > 0;
    allMulticast += users;
    if (before != allMulticast > 0) {
      log(before, "allmulticast");
      device.rxFlagsChanged(0, before ? -1 : 1);
    }
  }

  /// The unicast addresses beside its own that the device takes, for devices that stand on it.
  public List<Long> unicasts() {
    return unicasts == null ? List.of() : unicasts.addresses();
  }

  /// Takes frames for one more address, and so do the devices below (`dev_uc_add`). A device that
  /// cannot filter becomes promiscuous.
  public void addUnicast(long address) {
    if (unicasts == null) {
      unicasts = new GroupList();
    }
    boolean first = unicasts.isEmpty();
    unicasts.add(address);
    if (first && !device.kind().filtersUnicast()) {
      addPromiscuity(1);
    }
    NetDevice below = device.lower();
    if (below != null) {
      below.rxMode().addUnicast(address);
    }
  }

  /// Ends what [#addUnicast] began (`dev_uc_del`).
  public void removeUnicast(long address) {
    if (unicasts != null && !unicasts.isEmpty()) {
      unicasts.remove(address);
      if (unicasts.isEmpty() && !device.kind().filtersUnicast()) {
        addPromiscuity(-1);
      }
    }
    NetDevice below = device.lower();
    if (below != null) {
      below.rxMode().removeUnicast(address);
    }
  }

  private void log(boolean before, String mode) {
    String text = device.name() + ": " + (before ? "left " : "entered ") + mode + " mode";
    Softnet softnet = device.softnet();
    softnet.log().add(softnet.loop().nowNanos(), text);
  }

  /// Asks a device for as much as another on it wants, or with -1 no longer.
  static void pass(NetDevice from, NetDevice lower, int sign) {
    if (from.rxMode().allMulticast > 0) {
      lower.rxMode().addAllMulticast(sign);
    }
    if (from.rxMode().promiscuity > 0) {
      lower.rxMode().addPromiscuity(sign);
    }
  }

  /// Whether a device takes the frames to all groups.
  static boolean hearsAllGroups(NetDevice device) {
    return device.promiscuity() > 0 || device.rxMode().allMulticast > 0;
  }
}
