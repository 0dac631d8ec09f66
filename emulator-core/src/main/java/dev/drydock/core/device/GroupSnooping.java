package dev.drydock.core.device;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.Igmp;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Vlan;
import org.jspecify.annotations.Nullable;

/// Reads what hosts and routers say about groups while it passes a bridge, and decides where frames
/// to groups go (Linux `br_multicast_rcv`). Only while somebody asks for members do members count;
/// otherwise frames to groups go everywhere, as broadcasts do.
///
/// ```
///   to a group, no querier            flood
///   to a group, querier, known        its members, routers, the host if it listens
///   to a group, querier, unknown      routers alone; flood for 224.0.0.0/24 and ff02::1
///   report of version 1 or 2          routers alone
///   query, leave, report of version 3 flood
/// ```
final class GroupSnooping {
  /// Where a frame to a group goes.
  enum Way {
    /// Everywhere.
    FLOOD,
    /// To the members of [#found], and to routers.
    LISTENERS,
    /// Nowhere: its headers are wrong.
    INVALID
  }

  private static final int TYPE_AT = 12;
  private static final int HOP_BY_HOP_UNIT = 8;
  private static final int LISTENER_BYTES = 24; // a message of MLD version 1
  private static final int V2_QUERY_BYTES = 28;
  private static final int V2_RECORD_BYTES = 20;
  private static final int ADDRESS_BYTES = 16;
  private static final int ALL_HOSTS = 0xe000_0001;
  private static final long LINK_GROUPS = 0xff02L << 48;

  private final BridgeGroups groups;

  private @Nullable GroupEntry found;
  private boolean isV6;

  GroupSnooping(BridgeGroups groups) {
    this.groups = groups;
  }

  /// The entry of the frame that was read last; null when its group is not known.
  @Nullable GroupEntry found() {
    return found;
  }

  /// Whether the frame that was read last was of IPv6.
  boolean isV6() {
    return isV6;
  }

  /// Reads a frame to a group.
  ///
  /// @param port where it came in; null for what the host sends
  Way read(Frame frame, @Nullable BridgePort port) {
    found = null;
    byte[] data = frame.data();
    int at = frame.offset() + TYPE_AT;
    int type = Bytes.u16(data, at);
    if (type == Ethernet.VLAN || type == Ethernet.SERVICE_VLAN) {
      at += Vlan.TAG_BYTES;
      type = Bytes.u16(data, at);
    }
    isV6 = type == Ethernet.IPV6;
    return switch (type) {
      case Ethernet.IPV4 -> ipv4(frame, at + 2, port);
      case Ethernet.IPV6 -> ipv6(frame, at + 2, port);
      default -> layer2(frame);
    };
  }

  private static int vlan(Frame frame) {
    return frame.vlanControl & Vlan.ID_MASK;
  }

  /// What is neither IPv4 nor IPv6 has members only by hand, for which no querier is needed.
  private Way layer2(Frame frame) {
    if (groups.table().isEmpty()) {
      return Way.FLOOD;
    }
    long mac = Ethernet.destination(frame.data(), frame.offset());
    found = groups.table().find(GroupAddress.Kind.MAC, 0, mac, vlan(frame));
    return found == null ? Way.FLOOD : Way.LISTENERS;
  }

  // ---- IPv4 --------------------------------------------------------------------------------

  /// `br_multicast_ipv4_rcv`.
  private Way ipv4(Frame frame, int ip, @Nullable BridgePort port) {
    byte[] data = frame.data();
    if (Ipv4.check(data, ip, frame.end() - ip) != Ipv4.HeaderCheck.OK) {
      return Way.INVALID;
    }
    int destination = Ipv4.destination(data, ip);
    if (Ipv4.protocol(data, ip) != Ipv4.IGMP) {
      return known(GroupAddress.Kind.IPV4, 0, destination & 0xffff_ffffL, frame);
    }
    int at = ip + Ipv4.headerBytes(data, ip);
    int length = ip + Ipv4.totalBytes(data, ip) - at;
    if (length < Igmp.HEADER_BYTES || Checksum.of(data, at, length) != 0) {
      return Way.INVALID;
    }
    return igmp(new Message(frame, port, ip, at, length), destination);
  }

  /// A message about groups.
  ///
  /// @param port where it came in; null for what the host sends
  /// @param ip where its IP header begins
  /// @param at where the message itself begins
  /// @param length bytes of the message
  private record Message(Frame frame, @Nullable BridgePort port, int ip, int at, int length) {
    byte[] data() {
      return frame.data();
    }

    int vlan() {
      return GroupSnooping.vlan(frame);
    }

    long source() {
      return Ethernet.source(data(), frame.offset());
    }
  }

  private Way igmp(Message message, int destination) {
    byte[] data = message.data();
    int at = message.at;
    switch (Bytes.u8(data, at)) {
      case Igmp.REPORT_V1, Igmp.REPORT_V2 -> {
        changed(message, Bytes.i32(data, at + 4), true);
        return groups.hasQuerier(false) ? Way.LISTENERS : Way.FLOOD;
      }
      case Igmp.REPORT_V3 -> {
        return igmpRecords(message) ? Way.FLOOD : Way.INVALID;
      }
      case Igmp.LEAVE -> changed(message, Bytes.i32(data, at + 4), false);
      case Igmp.QUERY -> {
        return igmpQuery(message, destination) ? Way.FLOOD : Way.INVALID;
      }
      default -> {
        return known(GroupAddress.Kind.IPV4, 0, destination & 0xffff_ffffL, message.frame);
      }
    }
    return Way.FLOOD;
  }

  private void changed(Message message, int group, boolean joins) {
    if (!Igmp.isLocalGroup(group)) {
      GroupAddress address = GroupAddress.of(group, message.vlan());
      groups.told(address, message.port, message.source(), joins);
    }
  }

  /// `br_ip4_multicast_igmp3_report`; who wants a group from some sources wants it.
  private boolean igmpRecords(Message message) {
    byte[] data = message.data();
    int end = message.at + message.length;
    int next = message.at + Igmp.HEADER_BYTES;
    for (int left = Bytes.u16(data, message.at + 6); left > 0; left--) {
      int at = next;
      if (at + Igmp.RECORD_BYTES > end) {
        return false;
      }
      int sources = Bytes.u16(data, at + 2);
      next = at + Igmp.RECORD_BYTES + sources * Igmp.SOURCE_BYTES;
      if (next > end) {
        return false;
      }
      int type = Bytes.u8(data, at);
      if (type >= Igmp.IS_INCLUDE && type <= Igmp.BLOCK) {
        changed(message, Bytes.i32(data, at + 4), sources > 0 || !includes(type));
      }
    }
    return true;
  }

  private static boolean includes(int recordType) {
    return recordType == Igmp.IS_INCLUDE || recordType == Igmp.TO_INCLUDE;
  }

  /// `br_ip4_multicast_query`: one for all groups tells of a querier, one for a group shortens what
  /// its members have left.
  private boolean igmpQuery(Message message, int destination) {
    byte[] data = message.data();
    int at = message.at;
    int code = Bytes.u8(data, at + 1);
    int group = Bytes.i32(data, at + 4);
    if ((message.length != Igmp.HEADER_BYTES && message.length < Igmp.V3_QUERY_BYTES)
        || (group == 0 && destination != ALL_HOSTS)) {
      return false;
    }
    long within = Igmp.units(code) * GroupQuerier.TENTH_NANOS;
    if (message.length == Igmp.HEADER_BYTES) {
      within = code == 0 ? GroupQuerier.V1_RESPONSE_NANOS : code * GroupQuerier.TENTH_NANOS;
      group = code == 0 ? 0 : group;
    } else if (Bytes.u16(data, at + 10) != 0) {
      return true; // for some sources alone
    }
    if (group == 0) {
      long from = Ipv4.source(data, message.ip) & 0xffff_ffffL;
      groups.querier(false).heard(message.port, 0, from, within);
    } else {
      groups.asked(groups.table().find(GroupAddress.of(group, message.vlan())), within);
    }
    return true;
  }

  // ---- IPv6 --------------------------------------------------------------------------------

  /// `br_multicast_ipv6_rcv`: only what has a hop-by-hop header can be about groups.
  private Way ipv6(Frame frame, int ip, @Nullable BridgePort port) {
    byte[] data = frame.data();
    if (!Ipv6.isValid(data, ip, frame.end() - ip)) {
      return Way.INVALID;
    }
    int options = ip + Ipv6.HEADER_BYTES;
    if (Ipv6.nextHeader(data, ip) == Ipv6.HOP_BY_HOP) {
      int end = ip + Ipv6.totalBytes(data, ip);
      int at = options + (Bytes.u8(data, options + 1) + 1) * HOP_BY_HOP_UNIT;
      if (at + Icmpv6.HEADER_BYTES > end) {
        return Way.INVALID;
      }
      if (Bytes.u8(data, options) == Ipv6.ICMP) {
        return icmp(new Message(frame, port, ip, at, end - at));
      }
    }
    return knownIpv6(frame, ip);
  }

  private Way knownIpv6(Frame frame, int ip) {
    long high = Ipv6.destinationHigh(frame.data(), ip);
    long low = Ipv6.destinationLow(frame.data(), ip);
    return known(GroupAddress.Kind.IPV6, high, low, frame);
  }

  private static boolean isAllNodes(long high, long low) {
    return high == LINK_GROUPS && low == 1;
  }

  private Way icmp(Message message) {
    byte[] data = message.data();
    int at = message.at;
    if (!Icmpv6.hasValidChecksum(data, message.ip, at, message.length)) {
      return Way.INVALID;
    }
    int type = Icmpv6.type(data, at);
    boolean isListeners =
        (type >= Icmpv6.LISTENER_QUERY && type <= Icmpv6.LISTENER_DONE)
            || type == Icmpv6.LISTENER_REPORT;
    if (!isListeners) {
      return knownIpv6(message.frame, message.ip);
    }
    if (type != Icmpv6.LISTENER_REPORT && message.length < LISTENER_BYTES) {
      return Way.INVALID;
    }
    switch (type) {
      case Icmpv6.LISTENER_QUERY -> {
        return mldQuery(message) ? Way.FLOOD : Way.INVALID;
      }
      case Icmpv6.LISTENER_REPORT_V1 -> {
        changed6(message, at + Icmpv6.HEADER_BYTES, true);
        return groups.hasQuerier(true) ? Way.LISTENERS : Way.FLOOD;
      }
      case Icmpv6.LISTENER_DONE -> changed6(message, at + Icmpv6.HEADER_BYTES, false);
      default -> {
        return mldRecords(message) ? Way.FLOOD : Way.INVALID;
      }
    }
    return Way.FLOOD;
  }

  private void changed6(Message message, int addressAt, boolean joins) {
    GroupAddress address = group6(message, addressAt);
    if (!isAllNodes(address.high(), address.low())) {
      groups.told(address, message.port, message.source(), joins);
    }
  }

  private static GroupAddress group6(Message message, int addressAt) {
    long high = Bytes.i64(message.data(), addressAt);
    long low = Bytes.i64(message.data(), addressAt + 8);
    return new GroupAddress(GroupAddress.Kind.IPV6, high, low, message.vlan(), "");
  }

  /// `br_ip6_multicast_mld2_report`.
  private boolean mldRecords(Message message) {
    byte[] data = message.data();
    int end = message.at + message.length;
    int next = message.at + Icmpv6.HEADER_BYTES;
    for (int left = Bytes.u16(data, message.at + 6); left > 0; left--) {
      int at = next;
      if (at + V2_RECORD_BYTES > end) {
        return false;
      }
      int sources = Bytes.u16(data, at + 2);
      next = at + V2_RECORD_BYTES + sources * ADDRESS_BYTES;
      if (next > end) {
        return false;
      }
      int type = Bytes.u8(data, at);
      if (type >= Igmp.IS_INCLUDE && type <= Igmp.BLOCK) {
        changed6(message, at + 4, sources > 0 || !includes(type));
      }
    }
    return true;
  }

  /// `br_ip6_multicast_query`.
  private boolean mldQuery(Message message) {
    byte[] data = message.data();
    int at = message.at;
    GroupAddress address = group6(message, at + Icmpv6.HEADER_BYTES);
    boolean isGeneral = address.high() == 0 && address.low() == 0;
    long toHigh = Ipv6.destinationHigh(data, message.ip);
    long toLow = Ipv6.destinationLow(data, message.ip);
    if (!Ipv6.isLinkLocal(Ipv6.sourceHigh(data, message.ip))
        || (message.length != LISTENER_BYTES && message.length < V2_QUERY_BYTES)
        || (isGeneral && !isAllNodes(toHigh, toLow))) {
      return false;
    }
    int code = Bytes.u16(data, at + 4);
    long within = GroupQuerier.withinNanos(code, message.length == LISTENER_BYTES);
    boolean counts = message.length == LISTENER_BYTES ? code != 0 : Bytes.u16(data, at + 26) == 0;
    if (counts && isGeneral) {
      long high = Ipv6.sourceHigh(data, message.ip);
      long low = Ipv6.sourceLow(data, message.ip);
      groups.querier(true).heard(message.port, high, low, within);
    } else if (counts) {
      groups.asked(groups.table().find(address), within);
    }
    return true;
  }

  // ---- what is not about groups ------------------------------------------------------------

  /// Where a frame to an IP group goes: everywhere, unless there is a querier.
  private Way known(GroupAddress.Kind kind, long high, long low, Frame frame) {
    if (!groups.hasQuerier(kind == GroupAddress.Kind.IPV6)) {
      return Way.FLOOD;
    }
    found = groups.table().find(kind, high, low, vlan(frame));
    if (found != null && !found.sweep(groups.nowNanos())) {
      found = null;
    }
    return found == null && isForAll(kind, high, low) ? Way.FLOOD : Way.LISTENERS;
  }

  private static boolean isForAll(GroupAddress.Kind kind, long high, long low) {
    return kind == GroupAddress.Kind.IPV4 ? Igmp.isLocalGroup((int) low) : isAllNodes(high, low);
  }
}
