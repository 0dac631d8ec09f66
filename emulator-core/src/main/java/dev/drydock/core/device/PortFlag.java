package dev.drydock.core.device;

/// Switches of a bridge port (`include/linux/if_bridge.h`, `BR_…`). Those that answer for
/// neighbours and that map VLANs to tunnels are only shown.
public enum PortFlag {
  /// Frames to groups go out here (`BR_MCAST_FLOOD`).
  MULTICAST_FLOOD("mcast_flood", "multicast_flood"),
  /// Broadcasts go out here (`BR_BCAST_FLOOD`).
  BROADCAST_FLOOD("bcast_flood", "broadcast_flood"),
  /// A group is left at once (`BR_MULTICAST_FAST_LEAVE`).
  FAST_LEAVE("fastleave", "multicast_fast_leave"),
  /// Frames to groups go to each member (`BR_MULTICAST_TO_UNICAST`).
  MULTICAST_TO_UNICAST("mcast_to_unicast", "multicast_to_unicast"),
  /// The bridge answers for known neighbours (`BR_NEIGH_SUPPRESS`).
  NEIGH_SUPPRESS("neigh_suppress", "neigh_suppress"),
  /// VLANs become tunnels (`BR_VLAN_TUNNEL`).
  VLAN_TUNNEL("vlan_tunnel", "vlan_tunnel"),
  /// Unknown sources are refused (`BR_PORT_LOCKED`).
  LOCKED("locked", "locked");

  private final String word;
  private final String file;

  PortFlag(String word, String file) {
    this.word = word;
    this.file = file;
  }

  /// The word of `bridge link`.
  public String word() {
    return word;
  }

  /// The name in `/sys/class/net/PORT/brport`.
  public String file() {
    return file;
  }

  /// Whether a new port has it.
  boolean isDefault() {
    return this == MULTICAST_FLOOD || this == BROADCAST_FLOOD;
  }
}
