package dev.drydock.core.netfilter;

import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv6;

/// One direction of a flow, packed into two words:
///
/// ```
///   addresses:  source address (32) | destination address (32)
///   ports:      protocol (8, at bit 32) | source port (16) | destination port (16)
/// ```
///
/// For ICMP the source port is the identifier, and the destination port holds type and code. For
/// IPv6 the addresses are numbers, see [AddressNumbers].
public final class Tuple {
  private Tuple() {}

  /// Packs the addresses.
  public static long addresses(int source, int destination) {
    return ((long) source << 32) | (destination & 0xffff_ffffL);
  }

  /// Packs protocol and ports.
  public static long ports(int protocol, int sourcePort, int destinationPort) {
    return ((long) protocol << 32) | ((long) sourcePort << 16) | destinationPort;
  }

  /// The source address.
  public static int source(long addresses) {
    return (int) (addresses >>> 32);
  }

  /// The destination address.
  public static int destination(long addresses) {
    return (int) addresses;
  }

  /// The protocol.
  public static int protocol(long ports) {
    return (int) (ports >>> 32);
  }

  /// The source port or ICMP identifier.
  public static int sourcePort(long ports) {
    return (int) (ports >>> 16) & 0xffff;
  }

  /// The destination port, or ICMP type and code.
  public static int destinationPort(long ports) {
    return (int) ports & 0xffff;
  }

  /// The addresses of the other direction.
  public static long invertAddresses(long addresses) {
    return Long.rotateLeft(addresses, 32);
  }

  /// The ports of the other direction; for ICMP, the type that answers.
  public static long invertPorts(long ports) {
    int protocol = protocol(ports);
    if (isIcmp(protocol)) {
      int asked = destinationPort(ports) >>> 8;
      int type = protocol == Ipv4.ICMP ? answeringType(asked) : answeringType6(asked);
      return ports(protocol, sourcePort(ports), (type << 8) | (destinationPort(ports) & 0xff));
    }
    return ports(protocol, destinationPort(ports), sourcePort(ports));
  }

  /// The ICMP type that answers another (`invmap` of `nf_conntrack_proto_icmp.c`).
  private static int answeringType(int type) {
    return switch (type) {
      case Icmp.ECHO -> Icmp.ECHO_REPLY;
      case Icmp.ECHO_REPLY -> Icmp.ECHO;
      case 13 -> 14; // time stamp
      case 14 -> 13;
      case 15 -> 16; // information
      case 16 -> 15;
      case 17 -> 18; // address mask
      case 18 -> 17;
      default -> type;
    };
  }

  /// The ICMPv6 type that answers another (`invmap` of `nf_conntrack_proto_icmpv6.c`).
  private static int answeringType6(int type) {
    return switch (type) {
      case Icmpv6.ECHO -> Icmpv6.ECHO_REPLY;
      case Icmpv6.ECHO_REPLY -> Icmpv6.ECHO;
      case 139 -> 140; // node information
      case 140 -> 139;
      default -> type;
    };
  }

  /// Whether the protocol is ICMP of either IP version.
  public static boolean isIcmp(int protocol) {
    return protocol == Ipv4.ICMP || protocol == Ipv6.ICMP;
  }

  /// Whether the protocol's header begins with two ports.
  public static boolean hasPorts(int protocol) {
    return protocol == Ipv4.TCP || protocol == Ipv4.UDP || protocol == 132 || protocol == 136;
  }

  /// The ports word of a packet whose IPv4 header is at `at`.
  ///
  /// @param length bytes of the packet
  /// @return -1 when the transport header is cut off
  public static long portsOf(byte[] data, int at, int length) {
    int header = Ipv4.headerBytes(data, at);
    return portsAt(data, at + header, Ipv4.protocol(data, at), length - header);
  }

  /// The ports word of a transport header.
  ///
  /// @param length bytes from the transport header on
  /// @return -1 when it is cut off
  static long portsAt(byte[] data, int transport, int protocol, int length) {
    if (hasPorts(protocol)) {
      return length < 8
          ? -1
          : ((long) protocol << 32) | (Bytes.i32(data, transport) & 0xffff_ffffL);
    }
    if (isIcmp(protocol)) {
      return length < Icmp.HEADER_BYTES
          ? -1
          : ports(protocol, Icmp.id(data, transport), Bytes.u16(data, transport));
    }
    return ports(protocol, 0, 0);
  }
}
