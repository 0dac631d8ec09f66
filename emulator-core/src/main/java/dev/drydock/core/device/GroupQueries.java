package dev.drydock.core.device;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.Igmp;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Ipv6Address;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Writes what a bridge asks for members: IGMP of version 2 or 3, MLD of version 1 or 2 (Linux
/// `br_ip4_multicast_alloc_query`, `br_ip6_multicast_alloc_query`). All goes to all hosts.
final class GroupQueries {
  private static final long MILLISECOND_NANOS = 1_000_000L;
  private static final int ALL_HOSTS = 0xe000_0001;
  private static final int ROUTER_ALERT = 0x9404_0000; // RFC 2113
  private static final int ROUTER_ALERT6 = (Ipv6.ICMP << 24) | 0x0502; // RFC 2711
  private static final int TOS = 0xc0;
  private static final int OPTIONS_BYTES = 8;
  private static final int LISTENER_BYTES = 24;
  private static final int V2_EXTRA_BYTES = 4;
  private static final Sent NOT_SENT = new Sent(false, 0, 0);

  private final BridgeGroups groups;

  GroupQueries(BridgeGroups groups) {
    this.groups = groups;
  }

  /// What became of a query, and the address it came from.
  record Sent(boolean isSent, long high, long low) {}

  /// Sends a query.
  ///
  /// @param port where; null to hand it to the bridge's own host
  /// @param group the group that is asked for; null for all
  Sent send(@Nullable BridgePort port, boolean isV6, @Nullable GroupAddress group) {
    Upper upper = groups.bridge().upper();
    Ipv6Address own = isV6 && upper != null ? upper.linkLocal(groups.bridge()) : null;
    if (isV6 && own == null) {
      return NOT_SENT;
    }
    int from =
        upper != null && !isV6 && groups.settings().usesAddress
            ? upper.linkSource(groups.bridge())
            : 0;
    Frame frame = own == null ? igmp(from, group) : mld(own, group);
    if (port == null) {
      groups.bridge().softnet().enqueue(frame, groups.bridge());
    } else {
      port.device().transmit(frame);
    }
    return own == null
        ? new Sent(true, 0, from & 0xffff_ffffL)
        : new Sent(true, own.high(), own.low());
  }

  private Frame frame(long destination, int type, int bytes) {
    Bridge bridge = groups.bridge();
    Frame frame = bridge.softnet().frames().take(Ethernet.HEADER_BYTES + bytes);
    Arrays.fill(frame.data(), frame.offset(), frame.end(), (byte) 0);
    Ethernet.write(frame.data(), frame.offset(), destination, bridge.mac(), type);
    frame.networkOffset = frame.offset() + Ethernet.HEADER_BYTES;
    return frame;
  }

  private long responseNanos(@Nullable GroupAddress group) {
    MulticastSettings settings = groups.settings();
    return group == null ? settings.responseNanos : settings.lastMemberNanos;
  }

  private Frame igmp(int from, @Nullable GroupAddress group) {
    MulticastSettings settings = groups.settings();
    boolean isV3 = settings.igmpVersion() == 3;
    int header = Ipv4.HEADER_BYTES + 4;
    int length = isV3 ? Igmp.V3_QUERY_BYTES : Igmp.HEADER_BYTES;
    Frame frame = frame(Ethernet.ofIpv4Group(ALL_HOSTS), Ethernet.IPV4, header + length);
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    Ipv4.writeLengths(data, ip, header + length, 0, Ipv4.DF);
    data[ip] = 0x46;
    data[ip + 1] = (byte) TOS;
    Bytes.put16(data, ip + 8, (1 << 8) | Ipv4.IGMP);
    Bytes.put32(data, ip + 12, from);
    Bytes.put32(data, ip + 16, ALL_HOSTS);
    Bytes.put32(data, ip + Ipv4.HEADER_BYTES, ROUTER_ALERT);
    Bytes.put16(data, ip + 10, 0);
    Bytes.put16(data, ip + 10, Checksum.of(data, ip, header));
    int at = ip + header;
    int tenths = (int) (responseNanos(group) / GroupQuerier.TENTH_NANOS);
    data[at] = (byte) Igmp.QUERY;
    data[at + 1] = (byte) (isV3 ? Igmp.code(tenths) : tenths);
    Bytes.put32(data, at + 4, group == null ? 0 : (int) group.low());
    if (isV3) {
      data[at + 8] = (byte) settings.lastMemberCount;
      data[at + 9] = (byte) Igmp.code((int) (settings.queryNanos() / Nanos.SECOND));
    }
    Bytes.put16(data, at + 2, Checksum.of(data, at, length));
    return frame;
  }

  private Frame mld(Ipv6Address from, @Nullable GroupAddress group) {
    MulticastSettings settings = groups.settings();
    boolean isV2 = settings.mldVersion() == 2;
    int length = LISTENER_BYTES + (isV2 ? V2_EXTRA_BYTES : 0);
    Ipv6Address all = Ipv6Address.ALL_NODES;
    Frame frame = frame(all.groupMac(), Ethernet.IPV6, Ipv6.HEADER_BYTES + OPTIONS_BYTES + length);
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    Bytes.put32(data, ip, 0x6000_0000);
    Ipv6.putPayload(data, ip, OPTIONS_BYTES + length, (Ipv6.HOP_BY_HOP << 8) | 1);
    Ipv6.putSource(data, ip, from.high(), from.low());
    Ipv6.putDestination(data, ip, all.high(), all.low());
    int options = ip + Ipv6.HEADER_BYTES;
    Bytes.put32(data, options, ROUTER_ALERT6); // value 0 and two bytes of padding follow
    int at = options + OPTIONS_BYTES;
    int millis = (int) (responseNanos(group) / MILLISECOND_NANOS);
    Icmpv6.write(data, at, Icmpv6.LISTENER_QUERY << 8, millis << 16);
    if (group != null) {
      Bytes.put64(data, at + 8, group.high());
      Bytes.put64(data, at + 16, group.low());
    }
    if (isV2) {
      data[at + 24] = (byte) settings.lastMemberCount;
      data[at + 25] = (byte) Igmp.code((int) (settings.queryNanos() / Nanos.SECOND));
    }
    Icmpv6.writeChecksum(data, ip, at, length);
    return frame;
  }
}
