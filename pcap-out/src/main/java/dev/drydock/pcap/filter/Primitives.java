package dev.drydock.pcap.filter;

import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;

/// The tests that a filter is made of, the "primitives" of pcap-filter(7).
final class Primitives {
  static final int ICMPV6 = 58;
  static final int ESP = 50;
  private static final int ETHERNET_LENGTH_MAX = 1500;
  private static final int STP_ACCESS_POINT = 0x42;
  private static final int IPV6_SOURCE = 8;
  private static final int IPV6_DESTINATION = 24;

  private Primitives() {}

  static FrameTest type(int etherType) {
    return (data, offset, length, layout) -> FrameLayout.type(layout) == etherType;
  }

  /// Messages of the spanning tree: a length in place of the EtherType, then its service access
  /// point.
  static FrameTest spanningTree() {
    return (data, offset, length, layout) ->
        length > Ethernet.HEADER_BYTES
            && Bytes.u16(data, offset + 12) <= ETHERNET_LENGTH_MAX
            && Bytes.u8(data, offset + Ethernet.HEADER_BYTES) == STP_ACCESS_POINT;
  }

  /// An IP protocol, over the given EtherType.
  static FrameTest protocol(int etherType, int protocol) {
    return (data, offset, length, layout) ->
        FrameLayout.type(layout) == etherType
            && FrameLayout.isWhole(layout)
            && FrameLayout.protocol(layout) == protocol;
  }

  static FrameTest transport(int protocol) {
    return or(protocol(Ethernet.IPV4, protocol), protocol(Ethernet.IPV6, protocol));
  }

  /// Addresses of IPv4 headers in a network.
  static FrameTest ipv4(Direction direction, int address, int mask) {
    return addresses(Ethernet.IPV4, 12, direction, ((long) address << 32) | (mask & 0xffffffffL));
  }

  /// Addresses of ARP messages in a network.
  static FrameTest arp(Direction direction, int address, int mask) {
    return addresses(Ethernet.ARP, 14, direction, ((long) address << 32) | (mask & 0xffffffffL));
  }

  private static FrameTest addresses(
      int etherType, int sourceAt, Direction direction, long addressAndMask) {
    int address = (int) (addressAndMask >>> 32);
    int mask = (int) addressAndMask;
    int destinationAt = etherType == Ethernet.ARP ? 24 : 16;
    return (data, offset, length, layout) -> {
      if (FrameLayout.type(layout) != etherType || !FrameLayout.isWhole(layout)) {
        return false;
      }
      int at = offset + FrameLayout.networkOffset(layout);
      return direction.holds(
          ((Bytes.i32(data, at + sourceAt) ^ address) & mask) == 0,
          ((Bytes.i32(data, at + destinationAt) ^ address) & mask) == 0);
    };
  }

  /// Addresses of IPv6 headers in a network.
  ///
  /// @param network 16 bytes, then the 16 bytes of the mask
  static FrameTest ipv6(Direction direction, byte[] network) {
    return (data, offset, length, layout) -> {
      if (FrameLayout.type(layout) != Ethernet.IPV6 || !FrameLayout.isWhole(layout)) {
        return false;
      }
      int at = offset + FrameLayout.networkOffset(layout);
      return direction.holds(
          isIn(network, data, at + IPV6_SOURCE), isIn(network, data, at + IPV6_DESTINATION));
    };
  }

  private static boolean isIn(byte[] network, byte[] data, int at) {
    long high = (Bytes.i64(data, at) ^ Bytes.i64(network, 0)) & Bytes.i64(network, 16);
    long low = (Bytes.i64(data, at + 8) ^ Bytes.i64(network, 8)) & Bytes.i64(network, 24);
    return (high | low) == 0;
  }

  /// Ports of TCP and UDP, first fragments only.
  static FrameTest ports(Direction direction, int first, int last) {
    return (data, offset, length, layout) -> {
      int protocol = FrameLayout.protocol(layout);
      int transport = FrameLayout.transportOffset(layout);
      if (transport == 0 || (protocol != Ipv4.TCP && protocol != Ipv4.UDP)) {
        return false;
      }
      int source = Bytes.u16(data, offset + transport);
      int destination = Bytes.u16(data, offset + transport + 2);
      return direction.holds(
          source >= first && source <= last, destination >= first && destination <= last);
    };
  }

  static FrameTest mac(Direction direction, long mac) {
    return (data, offset, length, layout) ->
        length >= Ethernet.HEADER_BYTES
            && direction.holds(
                Ethernet.source(data, offset) == mac, Ethernet.destination(data, offset) == mac);
  }

  static FrameTest broadcast() {
    return mac(Direction.DESTINATION, Ethernet.BROADCAST);
  }

  static FrameTest multicast() {
    return (data, offset, length, layout) -> length > 0 && (data[offset] & 1) != 0;
  }

  static FrameTest tagged() {
    return (data, offset, length, layout) -> FrameLayout.isTagged(layout);
  }

  static FrameTest vlan(int id) {
    return (data, offset, length, layout) ->
        FrameLayout.isTagged(layout) && FrameLayout.vlan(layout) == id;
  }

  static FrameTest length(int atLeast, int atMost) {
    return (data, offset, length, layout) -> length >= atLeast && length <= atMost;
  }

  static FrameTest and(FrameTest left, FrameTest right) {
    return (data, offset, length, layout) ->
        left.matches(data, offset, length, layout) && right.matches(data, offset, length, layout);
  }

  static FrameTest or(FrameTest left, FrameTest right) {
    return (data, offset, length, layout) ->
        left.matches(data, offset, length, layout) || right.matches(data, offset, length, layout);
  }

  static FrameTest not(FrameTest test) {
    return (data, offset, length, layout) -> !test.matches(data, offset, length, layout);
  }
}
