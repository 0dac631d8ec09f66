package dev.drydock.core.device;

import org.jspecify.annotations.Nullable;

/// A group that a bridge knows listeners of (Linux `struct net_bridge_mdb_entry`).
final class GroupEntry {
  final GroupAddress address;

  /// The members, of the newest port first.
  @Nullable GroupMember members;

  /// Until when the bridge's own host listens; 0 for not at all.
  long hostUntilNanos;

  /// The next entry of the same place in the table.
  @Nullable GroupEntry next;

  GroupEntry(GroupAddress address) {
    this.address = address;
  }

  boolean hasHost(long nowNanos) {
    return hostUntilNanos > nowNanos;
  }

  /// The member on a port, and with a MAC if members are told apart; null for none.
  @Nullable GroupMember member(BridgePort port, long mac) {
    boolean apart = port.has(PortFlag.MULTICAST_TO_UNICAST);
    GroupMember member = members;
    while (member != null && (member.port != port || (apart && member.mac != mac))) {
      member = member.next;
    }
    return member;
  }

  /// The member on a port, made if need be.
  GroupMember join(BridgePort port, long mac) {
    GroupMember there = member(port, mac);
    if (there != null) {
      return there;
    }
    GroupMember before = null;
    GroupMember after = members;
    while (after != null && after.port.joined() >= port.joined()) {
      before = after;
      after = after.next;
    }
    GroupMember made = new GroupMember(port, mac, after);
    if (before == null) {
      members = made;
    } else {
      before.next = made;
    }
    return made;
  }

  void remove(GroupMember gone) {
    if (members == gone) {
      members = gone.next;
      return;
    }
    for (GroupMember each = members; each != null; each = each.next) {
      if (each.next == gone) {
        each.next = gone.next;
        return;
      }
    }
  }

  /// Forgets the members whose time is over.
  ///
  /// @return whether somebody is left
  boolean sweep(long nowNanos) {
    for (GroupMember each = members; each != null; each = each.next) {
      if (each.untilNanos <= nowNanos) {
        remove(each);
      }
    }
    return members != null || hasHost(nowNanos);
  }
}
