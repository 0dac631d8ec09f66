package dev.drydock.core.device;

/// How many users want frames of a device that are not for it (`IFF_PROMISC` and `IFF_ALLMULTI` of
/// `net/core/dev.c`). The first user and the last are told to the kernel's log, and to the kind of
/// device, which may ask the device below for the same (`ndo_change_rx_flags`).
///
/// `ip link` shows the flags PROMISC and ALLMULTI only where they were asked for by hand
/// ([LinkFlags]), `ip -d link` shows the counts.
public final class RxFlags {
  private final NetDevice device;
  private int promiscuity;
  private int allMulticast;

  RxFlags(NetDevice device) {
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

  private void log(boolean before, String mode) {
    String text = device.name() + ": " + (before ? "left " : "entered ") + mode + " mode";
    Softnet softnet = device.softnet();
    softnet.log().add(softnet.loop().nowNanos(), text);
  }

  /// Asks a device for as much as another on it wants, or with -1 no longer.
  static void pass(NetDevice from, NetDevice lower, int sign) {
    if (from.rxFlags().allMulticast > 0) {
      lower.rxFlags().addAllMulticast(sign);
    }
    if (from.rxFlags().promiscuity > 0) {
      lower.rxFlags().addPromiscuity(sign);
    }
  }

  /// Whether a device takes the frames to all groups.
  static boolean hearsAllGroups(NetDevice device) {
    return device.promiscuity() > 0 || device.rxFlags().allMulticast > 0;
  }
}
