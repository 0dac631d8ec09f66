package dev.drydock.core.device;

import org.jspecify.annotations.Nullable;

/// A port behind which a group is wanted (Linux `struct net_bridge_port_group`). One whose time is
/// over counts as absent.
final class GroupMember {
  final BridgePort port;

  /// Who told of it: the member, where frames to groups are sent to each one.
  final long mac;

  /// Until when it counts; `Long.MAX_VALUE` for an entry that stays.
  long untilNanos;

  /// Whether it was made by hand, and not told by a member.
  boolean isByHand;

  /// The next one of the group, of an older port or of the same.
  @Nullable GroupMember next;

  GroupMember(BridgePort port, long mac, @Nullable GroupMember next) {
    this.port = port;
    this.mac = mac;
    this.next = next;
  }

  boolean isPermanent() {
    return untilNanos == Long.MAX_VALUE;
  }
}
